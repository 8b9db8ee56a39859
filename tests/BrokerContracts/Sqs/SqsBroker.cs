using Amazon.Runtime;
using Waybill.Brokers;

namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>The SQS service that the tests share; each makes queues of its own. Where there is none, the tests are skipped.</summary>
public sealed class SqsBroker : IAsyncLifetime
{
    private BrokerEndpoint? endpoint;
    private string? unavailable;

    public async ValueTask InitializeAsync()
    {
        try
        {
            endpoint = await BrokerUnderTest.SqsAsync();
        }
        catch (BrokerUnavailableException e)
        {
            unavailable = e.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (endpoint is not null)
        {
            await endpoint.DisposeAsync();
        }
    }

    /// <summary>Of SQS and SNS.</summary>
    public string ServiceUrl
    {
        get
        {
            Assert.SkipWhen(unavailable is not null, unavailable ?? "");
            return endpoint!.Address;
        }
    }

    /// <summary>A client without tracing.</summary>
    public AmazonSQSClient Client() => ClientOf(ServiceUrl);

    public static AmazonSQSClient ClientOf(string serviceUrl) => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonSQSConfig { ServiceURL = serviceUrl, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
}
