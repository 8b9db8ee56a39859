using Amazon.SQS;

namespace Waybill.Adapters.Sqs;

/// <summary>Tracing of every SQS client in the process, by the SDK's own pipeline.</summary>
public static class SqsTracing
{
    /// <summary>
    /// Traces every <see cref="AmazonSQSClient"/> that is made from now on, as <see cref="AmazonSqsExtensions.WithTracing"/> does with one client.
    /// Unlike a decorator it knows nothing of the members of <see cref="IAmazonSQS"/>, so that it goes on working when a newer SDK adds some. A call
    /// through a client with both is traced once, with the decorator's options.
    /// </summary>
    /// <param name="options">The options; null, the default, takes the defaults.</param>
    /// <returns>Ends the registration when it is disposed: clients that were made until then stay traced. It may be ignored.</returns>
    /// <remarks>While a registration lasts, another one has no effect: the first one's options count. Disposing it then ends nothing.</remarks>
    public static IDisposable Register(SqsTracingOptions? options = null)
    {
        PipelineRegistration registration = new(new SqsTracer(options ?? SqsTracingOptions.Default));
        registration.Begin();
        return registration;
    }
}
