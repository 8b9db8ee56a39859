using System.Diagnostics;
using System.Text.Json;
using Waybill.Conformance.Tests.Carriers;
using Waybill.Conformance.Tests.Schema;
using Waybill.Core;
using Waybill.Core.Tracing;

namespace Waybill.Conformance.Tests.Running;

/// <summary>Does what the steps of a case say, and keeps what came of it. Synchronous, so that all steps are on one flow.</summary>
internal sealed class CaseSteps(Vector vector)
{
    private readonly List<StartedSpan> spans = [];
    private readonly Stack<StartedSpan> open = [];

    public IReadOnlyList<StartedSpan> Spans => spans;

    /// <summary>What was read, by the API with delegates and through a carrier of bytes.</summary>
    public IReadOnlyList<(string Way, SpanContext? Context)> Extracted { get; private set; } = [];

    /// <summary>What was written, in both ways.</summary>
    public IReadOnlyList<(string Way, Carrier Carrier)> Injected { get; private set; } = [];

    /// <summary>The baggage when the last step was done.</summary>
    public Baggage LastBaggage { get; private set; }

    public void Run()
    {
        foreach (var step in vector.Steps.Select(Step.Parse))
        {
            Do(step);
            LastBaggage = Baggage.Current;
        }

        FinishAll();
    }

    private void Do(Step step)
    {
        switch (step.Verb)
        {
            case "extract":
                Carrier carrier = new(vector.Pairs("extract_headers"));
                Extracted = [("text", carrier.ExtractText()), ("bytes", carrier.ExtractBytes())];
                break;
            case "start_root":
                Start(step.Argument, SpanContext.None);
                break;
            case "start_child":
                Start(step.Argument, open.Count > 0 ? null : (Extracted is [var first, ..] ? first.Context : null) ?? SpanContext.None);
                break;
            case "otel_start_root":
                Start(step.Argument, SpanContext.None);
                break;
            case "inject":
                Injected =
                [
                    ("text", Carrier.InjectText(spans[^1].Scope.Span.Context)),
                    ("bytes", Carrier.InjectBytes(spans[^1].Scope.Span.Context)),
                ];
                break;
            case "finish" or "finish_child" or "finish_root":
                open.Pop().Scope.Close();
                break;
            case "finish_all":
                FinishAll();
                break;
            case "set_meta":
                SetTag(spans[^1], step.Argument!);
                break;
            case "manual_keep" or "manual_drop":
                spans[^1].Scope.Span.SetTag(step.Verb.Replace('_', '.'), "true");
                break;
            case "set_user":
                var user = step.Argument!.Split(',', StringSplitOptions.TrimEntries);
                spans[^1].Scope.Span.SetUser(new UserDetails(user[0]) { PropagateId = user.Contains("propagate") });
                break;
            case "add_link":
                var linked = spans.Find(span => span.Name == step.Argument) ?? throw new FormatException($"No span is called '{step.Argument}'.");
                AddLink((SpanContext)linked.Scope.Span.Context);
                break;
            case "add_link_to_extracted":
                AddLink(Extracted[0].Context ?? throw new UnsupportedStepException("there is no extracted context to link to"));
                break;
            case "set_baggage":
                foreach (var (name, value) in vector.Pairs("set_baggage"))
                {
                    Baggage.SetBaggage(name, value);
                }

                break;
            case "remove_baggage":
                foreach (var name in vector["remove_baggage"]!.Value.EnumerateArray())
                {
                    Baggage.RemoveBaggage(name.GetString()!);
                }

                break;
            case "get_baggage" or "get_all_baggage":
                break;
            default:
                throw new UnsupportedStepException($"the step '{step.Verb}' has no counterpart in Waybill");
        }
    }

    /// <summary>The argument is a name, or a tag to start with.</summary>
    private void Start(string? argument, ISpanContext? parent)
    {
        var operation = vector["expect_span"] is { } expected && expected.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : "conformance";
        var scope = Tracer.Instance.StartActive(operation, new SpanCreationSettings { Parent = parent });
        StartedSpan span = new(argument ?? "", scope, Activity.Current!);
        spans.Add(span);
        open.Push(span);
        if (argument?.Contains('=', StringComparison.Ordinal) == true)
        {
            SetTag(span, argument);
        }
    }

    private static void SetTag(StartedSpan span, string tag)
    {
        var parts = tag.Split('=', 2);
        span.Scope.Span.SetTag(parts[0], parts.Length == 1 ? "true" : parts[1]);
    }

    private void AddLink(SpanContext to)
    {
        ActivityTagsCollection attributes = [];
        foreach (var attribute in vector["link_attributes"]?.EnumerateObject() ?? default)
        {
            attributes[attribute.Name] = attribute.Value.ValueKind == JsonValueKind.Array
                ? attribute.Value.EnumerateArray().Select(item => item.GetString()).ToArray()
                : attribute.Value.ToString();
        }

        spans[^1].Activity.AddLink(new ActivityLink(ActivityState.ToActivityContext(to), attributes));
    }

    private void FinishAll()
    {
        while (open.TryPop(out var span))
        {
            span.Scope.Close();
        }
    }
}
