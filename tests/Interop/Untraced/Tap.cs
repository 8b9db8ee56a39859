using System.Text;
using Amazon.SQS.Model;
using Confluent.Kafka;
using RabbitMQ.Client;
using Waybill.Interop.Tests.DotNet;

namespace Waybill.Interop.Tests.Untraced;

/// <summary>Reads one message with a client that nothing traces: its headers, byte by byte, in order.</summary>
internal static class Tap
{
    internal static Task<IReadOnlyList<(string Name, byte[] Value)>> ReadAsync(Brokers brokers, string transport, string destination) => transport switch
    {
        "kafka" => Task.Run(() => Kafka(brokers.Kafka, destination)),
        "rabbitmq" => RabbitMqAsync(brokers.RabbitMq, destination),
        _ => SqsAsync(brokers.Sqs, destination),
    };

    private static IReadOnlyList<(string Name, byte[] Value)> Kafka(string address, string topic)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(KafkaTransport.Config(address)).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(KafkaTransport.AllPartitions(topic));
        var record = consumer.Consume(TimeSpan.FromSeconds(20)) ?? throw new TimeoutException($"No record came to {topic}.");
        return [.. record.Message.Headers.Select(header => (header.Key, header.GetValueBytes()))];
    }

    private static async Task<IReadOnlyList<(string Name, byte[] Value)>> RabbitMqAsync(string address, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        for (var attempt = 0; attempt < 400; attempt++)
        {
            if (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            {
                return [.. (message.BasicProperties.Headers ?? new Dictionary<string, object?>()).Select(header => (header.Key, Bytes(header.Value)))];
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"No message came to {queue}.");
    }

    private static byte[] Bytes(object? value) => value as byte[]
        ?? throw new InvalidDataException($"A header is {value?.GetType().Name ?? "null"}, not a long string of AMQP.");

    private static async Task<IReadOnlyList<(string Name, byte[] Value)>> SqsAsync(string address, string name)
    {
        using var sqs = SqsTransport.Client(address);
        var queue = await SqsTransport.QueueAsync(sqs, name);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var answer = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 1, MessageAttributeNames = ["All"] });
            if (answer.Messages is [var message, ..])
            {
                return [.. (message.MessageAttributes ?? []).Select(attribute => (attribute.Key, Bytes(attribute.Value)))];
            }
        }

        throw new TimeoutException($"No message came to {name}.");
    }

    private static byte[] Bytes(MessageAttributeValue value) =>
        value.DataType == "Binary" ? value.BinaryValue.ToArray() : Encoding.UTF8.GetBytes(value.StringValue);
}
