using System.Diagnostics;
using Confluent.Kafka;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Produces messages of 100 bytes as fast as it can: linger 5 ms, delivery reports on, at most 10,000 in flight.</summary>
internal sealed class KafkaRun(string bootstrapServers, int messages)
{
    private const int MaxInFlight = 10_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly byte[] Value = new byte[100];

    private readonly Latencies latencies = new(messages);
    private int inFlight;
    private int failed;

    internal IProducer<Null, byte[]> Producer() => new ProducerBuilder<Null, byte[]>(
        new ProducerConfig { BootstrapServers = bootstrapServers, LingerMs = 5 }).SetLogHandler((_, _) => { }).Build();

    /// <returns>The figures, until the last delivery report.</returns>
    internal LoadFigures Measure(IProducer<Null, byte[]> producer, Func<Headers?> headers) => Measure(producer, producer.Produce, headers);

    /// <param name="producer">The client.</param>
    /// <param name="produce">What is called in place of its <c>Produce</c>.</param>
    /// <param name="headers">Those of one message.</param>
    internal LoadFigures Measure(
        IProducer<Null, byte[]> producer, Action<string, Message<Null, byte[]>, Action<DeliveryReport<Null, byte[]>>> produce, Func<Headers?> headers)
    {
        producer.Produce("speed", new Message<Null, byte[]> { Value = Value });
        producer.Flush(Deadline);
        inFlight = failed = 0;
        latencies.Clear();
        var clock = LoadClock.Start();
        Action<DeliveryReport<Null, byte[]>> handler = Delivered;
        for (var i = 0; i < messages; i++)
        {
            if (Interlocked.Increment(ref inFlight) > MaxInFlight)
            {
                WaitForRoom();
            }

            Message<Null, byte[]> message = new() { Value = Value, Headers = headers() };
            var started = Stopwatch.GetTimestamp();
            produce("speed", message, handler);
            latencies.Add(started);
        }

        producer.Flush(Deadline);
        var figures = clock.Stop(messages, latencies);
        if (failed > 0 || inFlight > 0)
        {
            throw new InvalidOperationException($"Of {messages} messages {failed} failed and {inFlight} have no report.");
        }

        return figures;
    }

    private void Delivered(DeliveryReport<Null, byte[]> report)
    {
        if (report.Error.IsError)
        {
            Interlocked.Increment(ref failed);
        }

        Interlocked.Decrement(ref inFlight);
    }

    private void WaitForRoom()
    {
        for (var waited = Stopwatch.StartNew(); Volatile.Read(ref inFlight) > MaxInFlight / 2; Thread.Sleep(1))
        {
            if (waited.Elapsed > Deadline)
            {
                throw new TimeoutException($"{inFlight} messages are in flight and no report comes.");
            }
        }
    }
}
