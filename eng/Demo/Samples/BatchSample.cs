using Waybill.Brokers;

namespace Waybill.Demo.Samples;

/// <summary>Four payments over one of the brokers; one needs a second attempt, and one is given up after three.</summary>
internal sealed record BatchSample(
    string Name, string Argument, string Variable, Func<CancellationToken, Task<BrokerEndpoint>> StartAsync, IReadOnlyDictionary<string, int> Spans) : ISample
{
    /// <summary>Four sends, three retries and a dead letter, each consumed and processed; and one span for the batch.</summary>
    public static readonly BatchSample Kafka = new(
        "Kafka", "kafka", "KAFKA_BOOTSTRAP_SERVERS", stop => Task.Run(Broker.KafkaAsync, stop), new Dictionary<string, int>
        {
            ["payments kafka.produce"] = 8,
            ["payments kafka.consume"] = 8,
            ["payments kafka.process"] = 1 + 8,
        });

    /// <summary>Four sends; seven attempts and a dead letter, got and processed.</summary>
    public static readonly BatchSample RabbitMq = new("RabbitMQ", "rabbitmq", "RABBITMQ_URI", Broker.RabbitMqAsync, new Dictionary<string, int>
    {
        ["payments amqp.command"] = 4 + (2 * 8),
        ["payments payments.batch"] = 3,
    });

    /// <summary>Four sends in a batch; seven attempts and a dead letter.</summary>
    public static readonly BatchSample Sqs = new("SQS", "sqs", "SQS_SERVICE_URL", Broker.SqsAsync, new Dictionary<string, int>
    {
        ["payments aws_sqs.process"] = 8,
    });

    public string Project => "Batch";

    public async Task RunAsync(SampleHost host, CancellationToken stop)
    {
        await host.UseBrokerAsync(Name, Variable, StartAsync(stop));
        await host.RunProgramAsync("payments", [Argument], stop);
    }
}
