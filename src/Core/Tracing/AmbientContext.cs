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

    /// <summary>What the last <see cref="Enter"/> on this flow has put there.</summary>
    internal static Entry? Entered => Flow.Value;

    /// <summary>Sets the context of what follows on this flow; null: there is none.</summary>
    /// <returns>What is there now, by which the flow is known again.</returns>
    internal static Entry Enter(SpanContext? context)
    {
        Entry entered = new(context, Activity.Current);
        Flow.Value = entered;
        return entered;
    }

    internal static void Restore(Entry? before)
    {
        if (Flow.Value != before)
        {
            Flow.Value = before;
        }
    }

    /// <summary>A context, and the Activity that was current when it came.</summary>
    internal sealed class Entry(SpanContext? context, Activity? outer)
    {
        internal SpanContext? Context => context;

        internal Activity? Outer => outer;
    }
}
