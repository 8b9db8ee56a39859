using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq;
using Waybill.Benchmarks.Micro;
using Waybill.Benchmarks.Report;
using Waybill.Brokers;
using Waybill.Core;

namespace Waybill.Benchmarks.Throughput;

/// <summary>
/// How many confirmed messages a traced connection publishes in the time in which a bare one publishes as many, on a server of its own. The messages
/// are persistent, without which a confirmation says little.
/// </summary>
internal static class RabbitMqThroughput
{
    internal const string Bare = "bare, no header";
    internal const string Default = "traced, default styles";
    internal const string TraceContext = "traced, tracecontext";

    internal static async Task<ResultTable> RunAsync(int rounds, int messages)
    {
        await using var server = await RabbitMqServer.StartAsync();
        await using RabbitMqRun run = new(messages);
        await run.ConnectAsync(server.Uri);
        using AgentSink agent = new();
        return await LoadTable.MeasureAsync(
            "rabbitmq-publish",
            "RabbitMQ, 8 channels with 16 publishes in flight each, until the confirmation",
            rounds,
            new LoadVariant(Bare, () => run.MeasureAsync(connection => connection, Properties)),
            new LoadVariant("bare, six ready headers", () => run.MeasureAsync(connection => connection, () => Properties(ReadyHeaders())), Bare),
            new LoadVariant(Default, () => Traced(TracedLoad.Default), Bare),
            new LoadVariant(TraceContext, () => Traced(TracedLoad.TraceContext), Bare));

        Task<LoadFigures> Traced(PropagationStyle[] styles) =>
            TracedLoad.MeasureAsync(agent, styles, () => run.MeasureAsync(connection => connection.WithTracing(), Properties));
    }

    /// <summary>The default set without baggage.</summary>
    internal static Dictionary<string, object?> ReadyHeaders()
    {
        Dictionary<string, object?> headers = [];
        for (var i = 0; i < Sample.Names.Length; i++)
        {
            headers[Sample.Names[i]] = Sample.Values[i];
        }

        return headers;
    }

    private static BasicProperties Properties() => new() { Persistent = true };

    private static BasicProperties Properties(Dictionary<string, object?> headers) => new() { Persistent = true, Headers = headers };
}
