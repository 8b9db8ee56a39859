using System.Diagnostics;
using Confluent.Kafka;

namespace Waybill.Benchmarks.Throughput;

/// <summary>Produces messages of 100 bytes as fast as it can: linger 5 ms, delivery reports on, at most 10,000 in flight.</summary>
internal sealed class KafkaRun(string bootstrapServers, int messages)
{
    private const int MaxInFlight = 10_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly byte[] Value = new byte[100];

    private int inFlight;
    private int failed;

    internal IProducer<Null, byte[]> Producer() => new ProducerBuilder<Null, byte[]>(
        new ProducerConfig { BootstrapServers = bootstrapServers, LingerMs = 5 }).SetLogHandler((_, _) => { }).Build();

    /// <returns>Messages a second, until the last delivery report; bytes allocated for each; the share of time in garbage collection.</returns>
    internal (double Rate, double Bytes, double Collecting) Measure(IProducer<Null, byte[]> producer, Func<Headers?> headers)
    {
        producer.Produce("speed", new Message<Null, byte[]> { Value = Value });
        producer.Flush(Deadline);
        inFlight = failed = 0;
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var paused = GC.GetTotalPauseDuration();
        var clock = Stopwatch.StartNew();
        Action<DeliveryReport<Null, byte[]>> handler = Delivered;
        for (var i = 0; i < messages; i++)
        {
            if (Interlocked.Increment(ref inFlight) > MaxInFlight)
            {
                WaitForRoom();
            }

            producer.Produce("speed", new Message<Null, byte[]> { Value = Value, Headers = headers() }, handler);
        }

        producer.Flush(Deadline);
        clock.Stop();
        if (failed > 0 || inFlight > 0)
        {
            throw new InvalidOperationException($"Of {messages} messages {failed} failed and {inFlight} have no report.");
        }

        return (
            messages / clock.Elapsed.TotalSeconds,
            (GC.GetTotalAllocatedBytes() - allocated) / (double)messages,
            (GC.GetTotalPauseDuration() - paused) / clock.Elapsed);
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
