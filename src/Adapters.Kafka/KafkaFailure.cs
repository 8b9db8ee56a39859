using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka;

/// <summary>Marks a span as failed. Of Kafka's own errors <c>error.type</c> is the code, such as <c>Local_MsgTimedOut</c>.</summary>
internal static class KafkaFailure
{
    internal static void Record(Activity? span, Exception exception)
    {
        SpanFailure.Record(span, exception);
        if (exception is KafkaException { Error: { } error })
        {
            span?.SetTag(SpanTags.ErrorType, error.Code.ToString());
        }
    }

    internal static void Record(Activity? span, Error error) => SpanFailure.Record(span, error.Code.ToString(), error.Reason);
}
