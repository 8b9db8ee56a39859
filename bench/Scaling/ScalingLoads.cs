using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Adapters.Kafka;
using Waybill.Benchmarks.Micro;

namespace Waybill.Benchmarks.Scaling;

/// <summary>Spans with eight tags, in the ways in which their number may matter.</summary>
internal static class ScalingLoads
{
    internal const string SourceName = "Waybill.Benchmarks.Scaling";

    internal const string KafkaSourceName = "Waybill.Kafka";

    private const int Burst = 100;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>So many threads, each span a trace of its own.</summary>
    internal static SpanLoad Threads(int threads) => new(threads, () => () => Repeat());

    /// <summary>So many threads that send through one traced Kafka producer, with a stand-in for its client.</summary>
    internal static SpanLoad ProducerThreads(int threads)
    {
        var producer = new AnsweringProducer().WithTracing();
        return new(threads, () =>
        {
            Message<Null, byte[]> message = new() { Value = new byte[100] };
            return () =>
            {
                for (var i = 0; i < Burst; i++)
                {
                    producer.Produce("orders", message, static _ => { });
                }

                return Burst;
            };
        });
    }

    /// <summary>One thread that goes around so many open traces.</summary>
    internal static SpanLoad OpenTraces(int traces) => new(1, () =>
    {
        var roots = new ActivityContext[traces];
        for (var i = 0; i < traces; i++)
        {
            Activity.Current = null;
            roots[i] = Source.StartActivity("root")!.Context; // stays open
        }

        Activity.Current = null;
        var next = 0;
        return () =>
        {
            for (var i = 0; i < Burst; i++)
            {
                End(Source.StartActivity("send orders.created", ActivityKind.Producer, roots[next]));
                next = (next + 1) % traces;
            }

            return Burst;
        };
    });

    /// <summary>One thread, traces of so many spans: the root and its children, one after the other.</summary>
    internal static SpanLoad SpansOfTrace(int spans) => new(1, () => () =>
    {
        using var root = Source.StartActivity("root");
        EncodeBenchmark.AddMessageTags(root!);
        for (var i = 1; i < spans; i++)
        {
            End(Source.StartActivity("send orders.created", ActivityKind.Producer));
        }

        return spans;
    });

    private static int Repeat()
    {
        for (var i = 0; i < Burst; i++)
        {
            End(Source.StartActivity("send orders.created", ActivityKind.Producer));
        }

        return Burst;
    }

    private static void End(Activity? span)
    {
        EncodeBenchmark.AddMessageTags(span!);
        span!.Dispose();
    }
}
