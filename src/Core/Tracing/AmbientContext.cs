using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>
/// The context of the message that is being processed on this flow while nobody listens to the adapter's spans: what is sent meanwhile
/// still carries it on.
/// </summary>
internal static class AmbientContext
{
    private static readonly AsyncLocal<Entry?> Flow = new();

    /// <summary>Null when there is none, or when an Activity began since and is nearer.</summary>
    internal static SpanContext? Current => Flow.Value is { } entry && entry.Outer == Activity.Current ? entry.Context : null;

    /// <summary>What the last <see cref="Enter"/> on this flow has put there; null when it took the context away.</summary>
    internal static Entry? Entered => Flow.Value;

    /// <summary>Sets the context of what follows on this flow; null takes it away.</summary>
    /// <returns>What was there before, for <see cref="Restore"/>.</returns>
    internal static Entry? Enter(SpanContext? context)
    {
        var before = Flow.Value;
        if (context is not null || before is not null)
        {
            Flow.Value = context is null ? null : new Entry(context, Activity.Current);
        }

        return before;
    }

    internal static void Restore(Entry? before)
    {
        if (Flow.Value != before)
        {
            Flow.Value = before;
        }
    }

    /// <summary>A context, and the Activity that was current when it came.</summary>
    internal sealed record Entry(SpanContext Context, Activity? Outer);
}
