using System.Buffers.Binary;
using Confluent.Kafka;
using Waybill.Adapters.Kafka;

namespace Batch;

/// <summary>A batch of records, a topic for those that are tried again, and one for those that are given up.</summary>
internal static class KafkaBatch
{
    private const string Payments = "payments";
    private const string Retry = "payments-retry";
    private const string Dead = "payments-dead";
    private const int BatchSize = 4;

    private static readonly string Servers = Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP_SERVERS") ?? "localhost:9092";

    public static async Task RunAsync(CancellationToken stop)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = Servers }).BuildWithTracing();
        using var admin = new DependentAdminClientBuilder(producer.Handle).Build();
        foreach (var topic in new[] { Payments, Retry, Dead })
        {
            admin.GetMetadata(topic, TimeSpan.FromSeconds(20)); // a broker that makes topics by itself does so when a producer asks for one
        }

        foreach (var payment in Payment.All)
        {
            await producer.ProduceAsync(Payments, new() { Key = payment.Id, Value = payment.ToJson() }, stop);
        }

        using var consumer = Consume(Payments);
        List<ConsumeResult<string, byte[]>> batch = [consumer.Consume(stop)];
        while (batch.Count < BatchSize && consumer.Consume(TimeSpan.FromSeconds(5)) is { } next)
        {
            batch.Add(next);
        }

        // One span that links to all records of the batch …
        await consumer.ProcessBatchAsync(
            batch,
            async (records, _) =>
            {
                foreach (var record in records)
                {
                    await ChargeAsync(producer, record);
                }
            },
            stop);
        consumer.Close();

        using var retries = Consume(Retry, Dead);
        ConsumeResult<string, byte[]> given;
        while ((given = retries.Consume(stop)).Topic != Dead)
        {
            await ChargeAsync(producer, given);
        }

        using var processing = given.StartProcessing();
        Console.WriteLine($"payments: {given.Message.Key}: a dead letter for somebody to look at");
        retries.Close();
    }

    /// <summary>… and one for each record, in the record's own trace. What fails is sent on, and carries the trace on.</summary>
    private static async Task ChargeAsync(IProducer<string, byte[]> producer, ConsumeResult<string, byte[]> record)
    {
        using var processing = record.StartProcessing();
        try
        {
            Bank.Charge(Payment.Parse(record.Message.Value));
        }
        catch (BankException exception)
        {
            processing.SetException(exception);
            var attempts = Attempts(record.Message.Headers) + 1;
            await producer.ProduceAsync(attempts > Bank.MaxAttempts ? Dead : Retry, Again(record.Message, attempts));
        }
    }

    private static int Attempts(Headers headers) =>
        headers.TryGetLastBytes(KafkaTracingOptions.SpringAttemptsHeader, out var bytes) ? BinaryPrimitives.ReadInt32BigEndian(bytes) : 1;

    /// <summary>The message with all its headers, and the number of the attempt as Spring's retry topics write it; the spans tell it.</summary>
    private static Message<string, byte[]> Again(Message<string, byte[]> message, int attempts)
    {
        var number = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(number, attempts);
        message.Headers.Remove(KafkaTracingOptions.SpringAttemptsHeader);
        message.Headers.Add(KafkaTracingOptions.SpringAttemptsHeader, number);
        return new() { Key = message.Key, Value = message.Value, Headers = message.Headers };
    }

    private static IConsumer<string, byte[]> Consume(params string[] topics)
    {
        var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = Servers,
            GroupId = topics[0],
            AutoOffsetReset = AutoOffsetReset.Earliest,
        }).BuildWithTracing();
        consumer.Subscribe(topics);
        return consumer;
    }
}
