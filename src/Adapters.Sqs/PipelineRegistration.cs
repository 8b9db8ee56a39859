using Amazon.Runtime.Internal;
using Amazon.SQS;

namespace Waybill.Adapters.Sqs;

/// <summary>Puts a handler into the pipeline of each SQS client that the SDK builds.</summary>
internal sealed class PipelineRegistration(SqsTracer tracer) : IRuntimePipelineCustomizer, IDisposable
{
    public string UniqueName => "Waybill.Adapters.Sqs";

    public void Customize(Type serviceClientType, RuntimePipeline pipeline)
    {
        if (typeof(AmazonSQSClient).IsAssignableFrom(serviceClientType))
        {
            pipeline.AddHandlerBefore<Marshaller>(new TracingHandler(tracer));
        }
    }

    public void Dispose() => RuntimePipelineCustomizerRegistry.Instance.Deregister(this);
}
