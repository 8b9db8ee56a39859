using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core.Messaging;

/// <summary>What is the same for every span of one operation on one destination: made once, so that a message costs no string.</summary>
internal sealed class SpanTemplate
{
    private SpanTemplate(string name, ActivityKind kind, KeyValuePair<string, object?>[] attributes, KeyValuePair<string, object?>[] metricTags)
    {
        Name = name;
        Kind = kind;
        Attributes = attributes;
        MetricTags = metricTags;
    }

    /// <summary>The span's name.</summary>
    internal string Name { get; }

    internal ActivityKind Kind { get; }

    /// <summary>Attributes that are there when a sampler decides.</summary>
    internal KeyValuePair<string, object?>[] Attributes { get; }

    /// <summary>The attributes of <see cref="MessagingMeter"/>'s measurements: few values each.</summary>
    internal KeyValuePair<string, object?>[] MetricTags { get; }

    /// <summary>False when the program filters this operation out: no span is made for it.</summary>
    internal bool MakesSpans { get; private init; } = true;

    /// <summary>False when messages to this destination are to have no context.</summary>
    internal bool Injects { get; private init; } = true;

    /// <summary>What the <see cref="ContextLog"/> calls it: system, operation and destination, whatever the program calls the span. Null while it is off.</summary>
    internal string? Subject => ContextLog.Current is null ? null : $"{Attributes[0].Value} {Attributes[1].Value} {Attributes[3].Value}".TrimEnd();

    /// <summary>Whether a message gets a context; the <see cref="ContextLog"/> tells when it does not.</summary>
    internal bool AllowsInjection()
    {
        if (!Injects)
        {
            ContextLog.Current?.Tell("inject", Subject!, "left out: InjectInto is false for this destination");
        }

        return Injects;
    }

    /// <summary>A template with the attributes that every message span has.</summary>
    /// <param name="options">What the program wants of it.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="more">Attributes of this broker; those without a value are left out.</param>
    internal static SpanTemplate Create(
        MessageTracingOptions options, MessageOperation operation, params IEnumerable<KeyValuePair<string, object?>> more) =>
        Create(options, operation, operation.Destination, more);

    /// <summary>The same for a destination whose own name is one of very many: the span's name shows another.</summary>
    internal static SpanTemplate Create(
        MessageTracingOptions options, MessageOperation operation, string shownAs, params IEnumerable<KeyValuePair<string, object?>> more)
    {
        // Where the destination is not known the span is called after the operation alone.
        var name = shownAs.Length == 0 ? operation.Name : $"{operation.Name} {shownAs}";
        KeyValuePair<string, object?>[] attributes =
        [
            new(MessagingAttributes.System, operation.System),
            new(MessagingAttributes.OperationName, operation.Name),
            new(MessagingAttributes.OperationType, operation.Type),
            new(MessagingAttributes.DestinationName, operation.Destination),
        ];
        return new SpanTemplate(
            Ask(options.SpanName, operation, null) ?? name,
            KindOf(operation.Type),
            [.. attributes, .. more.Where(attribute => attribute.Value is not null and not "")],
            attributes)
        {
            MakesSpans = Ask(options.Filter, operation, true),
            Injects = Ask(options.InjectInto, operation.Destination, true),
        };
    }

    /// <summary>The same operation in a span of another kind.</summary>
    internal SpanTemplate As(ActivityKind kind) => new(Name, kind, Attributes, MetricTags) { MakesSpans = MakesSpans, Injects = Injects };

    private static ActivityKind KindOf(string operationType) => operationType switch
    {
        MessagingOperations.Create or MessagingOperations.Send => ActivityKind.Producer,
        MessagingOperations.Process => ActivityKind.Consumer,
        _ => ActivityKind.Client,
    };

    private static TAnswer Ask<TQuestion, TAnswer>(Func<TQuestion, TAnswer>? program, TQuestion question, TAnswer otherwise)
    {
        try
        {
            return program is null ? otherwise : program(question);
        }
#pragma warning disable CA1031 // The program's own code: tracing must not cost the message.
        catch (Exception)
#pragma warning restore CA1031
        {
            return otherwise;
        }
    }
}
