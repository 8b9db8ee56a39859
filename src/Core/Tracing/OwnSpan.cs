using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>Starts the Activities of <see cref="Tracer.StartActive(string, SpanCreationSettings)"/>.</summary>
internal static class OwnSpan
{
    private static readonly ActivitySource Source = new("Waybill");

    internal static bool Is(Activity activity) => activity.Source == Source;

    /// <summary>While nothing is recorded the caller still gets a span, which is then not exported.</summary>
    internal static Activity Start(string operationName, SpanCreationSettings settings)
    {
        var start = settings.StartTime ?? default;
        var activity = settings.Parent switch
        {
            null => Source.StartActivity(ActivityKind.Internal, startTime: start, name: operationName),
            SpanContext { TraceId128.IsZero: true } none => RemoteParent.StartRoot(
                Source, operationName, ActivityKind.Internal, null, none.Links, start),
            var parent => RemoteParent.StartChild(
                Source, operationName, ActivityKind.Internal, null, parent as SpanContext ?? new SpanContext(parent.TraceId, parent.SpanId), start),
        };
        return activity ?? UnrecordedSpan.Start(operationName, settings.Parent, start);
    }
}
