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

        exception = Innermost(exception);
        activity.SetTag(SpanTags.ErrorType, TypeOf(exception));
        try
        {
            activity.SetStatus(ActivityStatusCode.Error, exception.Message);
            activity.AddException(exception);
        }
#pragma warning disable CA1031 // An exception's own text may throw: it must not take the place of the exception.
        catch (Exception)
#pragma warning restore CA1031
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
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

    /// <summary>The value of <c>error.type</c>: the full name of the exception's type, of an AggregateException that of the first inner one.</summary>
    internal static string TypeOf(Exception exception) => Innermost(exception).GetType().FullName!;

    private static Exception Innermost(Exception exception)
    {
        while (exception is AggregateException { InnerException: { } inner })
        {
            exception = inner;
        }

        return exception;
    }
}
