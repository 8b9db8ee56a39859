using Waybill.Brokers;

namespace Waybill.BrokerContracts;

/// <summary>Where the fixtures of the contract tests get their brokers: here those of this machine. tests/Containers has one with containers.</summary>
internal static class BrokerUnderTest
{
    public static Task<BrokerEndpoint> KafkaAsync() => Broker.KafkaAsync();

    public static Task<BrokerEndpoint> RabbitMqAsync() => Broker.RabbitMqAsync();

    public static Task<BrokerEndpoint> SqsAsync() => Broker.SqsAsync();
}
