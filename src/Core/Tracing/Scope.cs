using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>Ends its span and gives the flow back to the Activity that was current before.</summary>
internal sealed class Scope(Span span, Activity? before, bool finishOnClose) : IScope
{
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
    }

    public void Dispose() => Close();
}
