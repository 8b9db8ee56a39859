using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>Marks a span as failed. Of Kafka's own errors <c>error.type</c> is the code, such as <c>Local_MsgTimedOut</c>.</summary>
internal static class KafkaFailure
{
    /// <returns>The value of <c>error.type</c>.</returns>
    internal static string Record(Activity? span, Exception exception)
    {
        SpanFailure.Record(span, exception);
        if (exception is not KafkaException { Error: { } error })
        {
            return SpanFailure.TypeOf(exception);
        }

        var type = error.Code.ToString();
        span?.SetTag(SpanTags.ErrorType, type);
        return type;
    }

    /// <inheritdoc cref="Record(Activity?, Exception)"/>
    internal static string Record(Activity? span, Error error)
    {
        var type = error.Code.ToString();
        SpanFailure.Record(span, type, error.Reason);
        return type;
    }
}
