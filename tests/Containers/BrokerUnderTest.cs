using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using Testcontainers.Kafka;
using Testcontainers.RabbitMq;
using Waybill.Brokers;

namespace Waybill.BrokerContracts;

/// <summary>A container for each fixture of the contract tests, gone with it. Where there is no container engine the tests fail.</summary>
internal static class BrokerUnderTest
{
    private const ushort LocalStackPort = 4566;

    /// <summary>For pulling the image, too.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    public static async Task<BrokerEndpoint> KafkaAsync()
    {
        var container = new KafkaBuilder("confluentinc/cp-kafka:7.5.12").Build();
        await StartAsync(container);
        // A URI, of which librdkafka wants host and port.
        return new BrokerEndpoint(new Uri(container.GetBootstrapAddress()).Authority, container);
    }

    public static async Task<BrokerEndpoint> RabbitMqAsync()
    {
        var container = new RabbitMqBuilder("rabbitmq:3.13.7-management").Build();
        await StartAsync(container);
        return new BrokerEndpoint(container.GetConnectionString(), container);
    }

    /// <summary>SQS and SNS of LocalStack, whose queue URLs are to name the host that was asked.</summary>
    public static async Task<BrokerEndpoint> SqsAsync()
    {
        var container = new ContainerBuilder("localstack/localstack:3.8.1")
            .WithEnvironment("SERVICES", "sqs,sns")
            .WithEnvironment("SQS_ENDPOINT_STRATEGY", "dynamic")
            .WithPortBinding(LocalStackPort, assignRandomHostPort: true)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request =>
                request.ForPort(LocalStackPort).ForPath("/_localstack/health")))
            .Build();
        await StartAsync(container);
        return new BrokerEndpoint($"http://{container.Hostname}:{container.GetMappedPublicPort(LocalStackPort)}", container);
    }

    private static async Task StartAsync(IContainer container)
    {
        using CancellationTokenSource deadline = new(Deadline);
        await container.StartAsync(deadline.Token);
    }
}
