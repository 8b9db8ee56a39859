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

        // Closing out of order must not change what is active.
        Activity.Current = current == span.Activity ? before : current;
    }

    public void Dispose() => Close();
}
