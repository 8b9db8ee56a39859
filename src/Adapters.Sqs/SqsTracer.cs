namespace Waybill.Adapters.Sqs;

/// <summary>What is done to each traced operation, whichever way in a call comes: by a decorator or through the SDK's pipeline.</summary>
internal sealed class SqsTracer
{
    internal SqsTracer(SqsTracingOptions options)
    {
        SqsSpans spans = new(options);
        Sender = new MessageSender(spans);
        BatchSender = new BatchSender(spans);
        Receiver = new MessageReceiver(spans);
    }

    internal MessageSender Sender { get; }

    internal BatchSender BatchSender { get; }

    internal MessageReceiver Receiver { get; }
}
