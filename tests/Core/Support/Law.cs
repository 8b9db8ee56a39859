namespace Waybill.Core.Tests.Support;

/// <summary>The law of conservation, as the tracer counts and as the agent saw it.</summary>
internal static class Law
{
    public static void Holds(ExportStatistics statistics, ScriptedAgent agent)
    {
        Holds(statistics);
        Assert.Equal(statistics.Accepted, agent.Spans.Count);
        Assert.Equal(agent.Spans.Count, agent.Spans.DistinctBy(span => (span.TraceId, span.SpanId)).Count());
    }

    public static void Holds(ExportStatistics statistics)
    {
        Assert.Equal(statistics.Ended + statistics.Recovered, statistics.Accepted + statistics.Buffered + statistics.Spooled + statistics.DroppedTotal);
        Assert.True(statistics is { Accepted: >= 0, Buffered: >= 0, Spooled: >= 0 } && statistics.Dropped.Values.All(count => count > 0), $"{statistics}");
    }
}
