using Amazon.Runtime.Internal;
using Amazon.SQS;

namespace Waybill.Adapters.Sqs;

/// <summary>Puts a handler into the pipeline of each SQS client that the SDK builds.</summary>
internal sealed class PipelineRegistration(SqsTracer tracer) : IRuntimePipelineCustomizer, IDisposable
{
    private static readonly Lock Gate = new();
    private static PipelineRegistration? current;

    public string UniqueName => "Waybill.Adapters.Sqs";

    public void Customize(Type serviceClientType, RuntimePipeline pipeline)
    {
        if (typeof(AmazonSQSClient).IsAssignableFrom(serviceClientType))
        {
            pipeline.AddHandlerBefore<Marshaller>(new TracingHandler(tracer));
        }
    }

    /// <summary>Only if there is none: the SDK knows registrations by their name alone.</summary>
    internal void Begin()
    {
        lock (Gate)
        {
            if (current is null)
            {
                current = this;
                RuntimePipelineCustomizerRegistry.Instance.Register(this);
            }
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (current == this)
            {
                current = null;
                RuntimePipelineCustomizerRegistry.Instance.Deregister(this);
            }
        }
    }
}
