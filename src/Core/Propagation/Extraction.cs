using System.Diagnostics.CodeAnalysis;

namespace Waybill.Core.Propagation;

/// <summary>What the formats found in one carrier: the first context wins, the others add to it or become links.</summary>
internal struct Extraction
{
    private string? firstFormat;
    private List<SpanContextLink>? links;

    private ExtractedContext first;

    internal Baggage Baggage;

    /// <summary>Null while <see cref="ContextLog"/> is off.</summary>
    internal ExtractionNotes? Notes;

    internal readonly bool HasContext => firstFormat is not null;

    /// <summary>All zero as long as there is no context.</summary>
    [UnscopedRef]
    internal readonly ref readonly ExtractedContext First => ref first;

    internal void Add(in ExtractedContext context, string format, bool isTraceContext)
    {
        if (firstFormat is null)
        {
            first = context;
            firstFormat = format;
            Notes?.Won(format, in context);
        }
        else if (first.TraceId != context.TraceId)
        {
            links ??= [];
            links.Add(Link(context, "terminated_context", format));
            Notes?.Lost(format, in context);
        }
        else
        {
            Notes?.Agreed(format, isTraceContext && first.SpanId != context.SpanId ? context.SpanId : null);
            if (isTraceContext)
            {
                first.Merge(context);
            }
        }
    }

    internal readonly SpanContext? ToSpanContext(ExtractBehavior behavior)
    {
        if (firstFormat is null)
        {
            return Baggage.Count == 0 ? null : new SpanContext(default, 0, TraceLevelState.Empty) { IsRemote = true, Baggage = Baggage };
        }

        return behavior == ExtractBehavior.Restart
            ? new SpanContext(default, 0, TraceLevelState.Empty)
            {
                IsRemote = true,
                Baggage = Baggage,
                Links = [Link(first, "propagation_behavior_extract", firstFormat)],
            }
            : new SpanContext(first.TraceId, first.SpanId, first.ToState())
            {
                IsRemote = true,
                Baggage = Baggage,
                LastParentId = first.LastParentId,
                Links = links ?? (IReadOnlyList<SpanContextLink>)[],
            };
    }

    private static SpanContextLink Link(in ExtractedContext context, string reason, string format) =>
        new(context.ToSpanContext(), [new("reason", reason), new("context_headers", format)]);
}
