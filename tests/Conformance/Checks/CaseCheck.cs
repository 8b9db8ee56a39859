using System.Text.Json;
using Waybill.Conformance.Tests.Matching;
using Waybill.Conformance.Tests.Running;
using Waybill.Conformance.Tests.Schema;
using Waybill.Core.Tests.Support;

namespace Waybill.Conformance.Tests.Checks;

/// <summary>Runs a case of the propagation schema and compares what it expects with what was seen.</summary>
internal static class CaseCheck
{
    private static readonly string[] Expectations =
    [
        "expect_extracted", "expect_injected", "expect_span", "expect_links", "expect_chunk", "expect_baggage", "expect_otel_context", "expect_kept",
        "expect_config",
    ];

    public static async Task<IReadOnlyList<Difference>> EvaluateAsync(Vector vector)
    {
        Matcher matcher = new();
        if (vector.Unknown(Expectations) is { } unknown)
        {
            matcher.Differ(unknown, "something that Waybill can do", null);
            return matcher.Differences;
        }

        try
        {
            if (vector["expect_config"] is { } expected)
            {
                ConfigCheck.Check(matcher, "expect_config", expected, vector);
                return matcher.Differences;
            }

            var (steps, chunks) = await CaseRun.RunAsync(vector);
            matcher = new Matcher((name, text) => IsValueOf(steps.Spans, name, text));
            Check(matcher, vector, steps, chunks);
        }
        catch (UnsupportedStepException exception)
        {
            matcher.Differ("steps", "something that Waybill can do", exception.Message);
        }

        return matcher.Differences;
    }

    private static void Check(Matcher matcher, Vector vector, CaseSteps steps, IReadOnlyList<IReadOnlyList<ReceivedSpan>> chunks)
    {
        var subject = steps.Spans is [.., var last] ? last : null;
        Each("expect_extracted", steps.Extracted, (path, expected, context) => ExtractedCheck.Check(matcher, path, expected, context));
        Each("expect_injected", steps.Injected, (path, expected, carrier) =>
        {
            foreach (var header in expected.EnumerateObject())
            {
                matcher.Check($"{path}.{header.Name}", header.Value, carrier[header.Name], name => carrier[name]);
            }
        });
        One("expect_span", (path, expected) => SpanCheck.Check(matcher, path, expected, subject?.Received));
        One("expect_links", (path, expected) => LinkCheck.CheckSent(matcher, path, expected, subject?.Received));
        One("expect_chunk", (path, expected) => ChunkCheck.Check(matcher, path, expected, chunks));
        One("expect_baggage", (path, expected) => matcher.CheckEach(path, expected, steps.LastBaggage.GetBaggage));
        One("expect_otel_context", (path, expected) => CheckActivity(matcher, path, expected, subject));
        One("expect_kept", (path, expected) => matcher.Check(path, expected, subject?.Is("b3_sampled", "1").ToString()));

        void One(string field, Action<string, JsonElement> check)
        {
            if (vector[field] is { } expected)
            {
                check(field, expected);
            }
        }

        void Each<T>(string field, IReadOnlyList<(string Way, T Seen)> ways, Action<string, JsonElement, T> check)
        {
            if (vector[field] is not { } expected)
            {
                return;
            }

            if (ways.Count == 0)
            {
                matcher.Differ(field, "a step of the case that does it", null);
            }

            foreach (var (way, seen) in ways)
            {
                check($"{field}({way})", expected, seen);
            }
        }
    }

    /// <summary>What a program that knows OpenTelemetry's API sees of the context: in .NET, the Activity.</summary>
    private static void CheckActivity(Matcher matcher, string path, JsonElement expected, StartedSpan? span) => matcher.CheckEach(path, expected, field => field switch
    {
        "trace_id" => span?.TraceIdHex,
        "trace_flags" => ((int?)span?.Activity.ActivityTraceFlags)?.ToString("x2", System.Globalization.CultureInfo.InvariantCulture),
        "trace_state" => span?.Activity.TraceStateString,
        _ => throw new FormatException($"'{field}' is no field of OpenTelemetry's context."),
    });

    /// <summary>Of the span that the name begins with, as in <c>first.span_id</c>, or else of the last one.</summary>
    private static bool IsValueOf(IReadOnlyList<StartedSpan> spans, string name, string text) => name.Split('.', 2) is [var of, var value]
        ? spans.First(span => span.Name == of).Is(value, text)
        : spans[^1].Is(name, text);
}
