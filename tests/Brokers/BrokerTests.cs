namespace Waybill.Brokers.Tests;

public sealed class BrokerTests
{
    [Fact]
    public async Task An_address_in_the_environment_comes_first_and_nothing_is_started()
    {
        using var traces = new Traces();
        using var kafka = new Variable(Broker.KafkaVariable, "broker.example:9092");
        using var rabbitMq = new Variable(Broker.RabbitMqVariable, "amqp://broker.example/");
        using var sqs = new Variable(Broker.SqsVariable, "http://broker.example:4566/");

        await using var first = await Broker.KafkaAsync();
        await using var second = await Broker.RabbitMqAsync(TestContext.Current.CancellationToken);
        await using var third = await Broker.SqsAsync(TestContext.Current.CancellationToken);

        Assert.Equal("broker.example:9092", first.Address);
        Assert.Equal("amqp://broker.example/", second.Address);
        Assert.Equal("http://broker.example:4566/", third.Address);
        Assert.Empty(traces.Processes);
    }

    [Fact]
    public async Task Without_an_address_a_mock_cluster_is_started()
    {
        using var none = new Variable(Broker.KafkaVariable, null);
        await using var kafka = await Broker.KafkaAsync();

        Assert.StartsWith("127.0.0.1:", kafka.Address, StringComparison.Ordinal);
    }

    private sealed class Variable : IDisposable
    {
        private readonly string _name;
        private readonly string? _previous;

        public Variable(string name, string? value)
        {
            _name = name;
            _previous = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(_name, _previous);
    }
}
