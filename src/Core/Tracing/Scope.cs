using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>Ends its span and gives the flow back to the Activity that was current before.</summary>
internal sealed class Scope(Span span, Activity? before, bool finishOnClose) : IScope
{
    /// <summary>Becomes current again when the scope closes; null leaves what is current.</summary>
    internal Baggage? BaggageBefore { get; init; }

    public ISpan Span => span;

    public void Close()
    {
        var current = Activity.Current;
        if (finishOnClose)
        {
            span.Finish();
        }

        // Closing out of order must not change what is active, and what has ended must not become so.
        var next = current == span.Activity ? before : current;
        while (next is { IsStopped: true })
        {
            next = next.Parent;
        }

        Activity.Current = next;
        Baggage.Current = BaggageBefore ?? Baggage.Current;
    }

    public void Dispose() => Close();
}
