using System.Globalization;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq;
using Waybill.Benchmarks.Micro;
using Waybill.Brokers;
using Waybill.Core;

namespace Waybill.Benchmarks.Throughput;

/// <summary>
/// How many confirmed messages a traced connection publishes in the time in which a bare one publishes as many. Both in turn, in several rounds
/// of one run, on a server of its own; the medians count. The messages are persistent, without which a confirmation says little.
/// </summary>
internal static class RabbitMqThroughput
{
    private const double Goal = 0.9;

    internal static async Task<bool> RunAsync(int rounds, int messages)
    {
        await using var server = await RabbitMqServer.StartAsync();
        await using RabbitMqRun run = new(messages);
        await run.ConnectAsync(server.Uri);
        using AgentSink agent = new();
        ExportTotals exported = new();
        Variant bare = new("bare", () => run.MeasureAsync(connection => connection, () => new BasicProperties { Persistent = true }));
        Variant ready = new("bare, six ready headers", () => run.MeasureAsync(connection => connection, Ready));
        Variant traced = new("traced, default styles", () => TracedAsync(PropagationStyle.Datadog, PropagationStyle.TraceContext, PropagationStyle.Baggage));
        Variant lean = new("traced, tracecontext", () => TracedAsync(PropagationStyle.TraceContext));
        Variant[] variants = [bare, ready, traced, lean];
        for (var round = -1; round < rounds; round++)
        {
            // Backwards every other time: the broker's mood changes slowly.
            foreach (var variant in round % 2 == 0 ? variants : variants.Reverse())
            {
                var result = await variant.Measure();
                if (round >= 0) // the first warms up
                {
                    variant.Results.Add(result);
                }
            }
        }

        Console.WriteLine("| | messages/s | bytes/message | µs of processor/message |\n|---|--:|--:|--:|");
        foreach (var variant in variants)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {variant.Name} | {variant.Rate:N0} | {variant.Median(result => result.Bytes):F0} | {variant.Median(result => result.Microseconds):F1} |"));
        }

        Console.WriteLine($"Spans accepted by the agent: {exported.Accepted:N0}, dropped: {exported.Dropped:N0}");
        return IsMet(traced, bare) & IsMet(lean, bare);

        async Task<(double Rate, double Bytes, double Microseconds)> TracedAsync(params PropagationStyle[] styles)
        {
            var tracer = Tracer.Configure(
                new TracerSettings { AgentUri = agent.Address, Propagation = new PropagationSettings { Inject = styles }, Log = _ => { } });
            var result = await run.MeasureAsync(connection => connection.WithTracing(), () => new BasicProperties { Persistent = true });
            await tracer.DisposeAsync();
            exported.Accepted += tracer.ExportStatistics.Accepted;
            exported.Dropped += tracer.ExportStatistics.DroppedTotal;
            return result;
        }
    }

    /// <summary>The default set without baggage.</summary>
    private static BasicProperties Ready()
    {
        Dictionary<string, object?> headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers[Sample.Names[i]] = Sample.Values[i];
        }

        return new BasicProperties { Persistent = true, Headers = headers };
    }

    private static bool IsMet(Variant traced, Variant bare)
    {
        var ratio = traced.Rate / bare.Rate;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{(ratio >= Goal ? "MET" : "MISSED")} {traced.Name}: {ratio:F2} of {bare.Name} (wanted: {Goal})"));
        return ratio >= Goal;
    }

    private sealed class ExportTotals
    {
        internal long Accepted { get; set; }

        internal long Dropped { get; set; }
    }

    private sealed record Variant(string Name, Func<Task<(double Rate, double Bytes, double Microseconds)>> Measure)
    {
        internal List<(double Rate, double Bytes, double Microseconds)> Results { get; } = [];

        internal double Rate => Median(result => result.Rate);

        internal double Median(Func<(double Rate, double Bytes, double Microseconds), double> of) =>
            Results.Select(of).Order().ElementAt(Results.Count / 2);
    }
}
