using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Adapters.Kafka;
using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;
using Waybill.Brokers;
using Waybill.Core;

namespace Waybill.Benchmarks.Throughput;

/// <summary>
/// How many messages a traced producer sends in the time in which a bare one sends as many with ready-made headers, that its program adds by
/// hand; on the mock cluster, which runs in this process.
/// </summary>
internal static class KafkaThroughput
{
    internal const string Ready = "bare, six ready headers";
    internal const string ReadyOne = "bare, one ready header";
    internal const string ReadyPair = "bare, two ready headers";
    internal const string Default = "traced, default styles";
    internal const string TraceContext = "traced, tracecontext";

    private static readonly ActivitySource Source = new("Waybill.Benchmarks.ByHand");

    internal static async Task<ResultTable> RunAsync(int rounds, int messages)
    {
        using var cluster = KafkaMockCluster.Start();
        using AgentSink agent = new();
        KafkaRun run = new(cluster.BootstrapServers, messages);
        return await LoadTable.MeasureAsync(
            "kafka-produce",
            "Kafka, one producer, Produce with a handler",
            rounds,
            Bare("bare, no header", 0),
            Bare(Ready, 6),
            Traced(Default, TracedLoad.Default, Ready),
            Bare(ReadyPair, 2),
            Traced(TraceContext, TracedLoad.TraceContext, ReadyPair),
            Bare(ReadyOne, 1),
            new LoadVariant("an Activity and traceparent by hand, to a listener that does nothing", ByHand, ReadyOne));

        // What .NET's own part of a span costs here, whoever traces: five tags, two more with the report, and no export.
        Task<LoadFigures> ByHand()
        {
            using var listener = BareListener.Start(Source.Name);
            using var producer = run.Producer();
            OpenTelemetryProducer spans = new(producer, Source);
            return Task.FromResult(run.Measure(
                producer,
                (topic, message, handler) =>
                {
                    spans.Produce(topic, message, handler);
                    Activity.Current = null;
                },
                static () => null));
        }

        LoadVariant Bare(string name, int count) => new(name, () =>
        {
            using var producer = run.Producer();
            return Task.FromResult(run.Measure(producer, () => ReadyHeaders(count)));
        });

        LoadVariant Traced(string name, PropagationStyle[] styles, string against) => new(name, () => TracedLoad.MeasureAsync(agent, styles, () =>
        {
            using var producer = run.Producer().WithTracing();
            return Task.FromResult(run.Measure(producer, static () => null));
        }), against);
    }

    /// <summary>W3C's pair stands last in the sample.</summary>
    private static Headers? ReadyHeaders(int count)
    {
        if (count == 0)
        {
            return null;
        }

        Headers headers = [];
        for (var i = Sample.Names.Length - count; i < Sample.Names.Length; i++)
        {
            headers.Add(Sample.Names[i], Sample.Values[i]);
        }

        return headers;
    }
}
