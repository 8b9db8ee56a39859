using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>Marks an Activity as failed, in the way of the OpenTelemetry conventions: status, <c>error.type</c>, exception event.</summary>
internal static class SpanFailure
{
    internal static void Record(Activity? activity, Exception exception)
    {
        if (activity is null)
        {
            return;
        }

        while (exception is AggregateException { InnerException: { } inner })
        {
            exception = inner;
        }

        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
        activity.SetTag(SpanTags.ErrorType, exception.GetType().FullName);
        activity.AddException(exception);
    }

    /// <summary>A failure that the broker told and for which there is no exception.</summary>
    internal static void Record(Activity? activity, string type, string message)
    {
        if (activity is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error, message);
            activity.SetTag(SpanTags.ErrorType, type);
        }
    }
}
