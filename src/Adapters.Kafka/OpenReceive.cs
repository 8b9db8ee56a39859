using System.Diagnostics;
using Waybill.Core;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>The receive span that a consumer leaves open until its next call.</summary>
internal static class OpenReceive
{
    /// <summary>
    /// Ends the span. When the call that ends it comes from another flow than the one it was left on, or a span of the program's own is
    /// current by now, that flow keeps what it has.
    /// </summary>
    internal static void End(ProcessingScope scope)
    {
        var current = Activity.Current;
        var ambient = AmbientContext.Enter(null);
        var isHere = scope.Activity is null ? ambient?.Context == scope.Sender : current == scope.Activity;
        scope.Dispose();
        if (!isHere)
        {
            CurrentActivity.Restore(current);
            AmbientContext.Restore(ambient);
        }
    }
}
