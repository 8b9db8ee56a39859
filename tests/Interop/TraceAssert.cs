using Waybill.Interop.Tests.Recording;

namespace Waybill.Interop.Tests;

/// <summary>What holds for a whole trace, as the agent has it.</summary>
internal static class TraceAssert
{
    /// <summary>The line of parents, each by its exact id, is the expected one: <c>service:name &lt; …</c>, and all of it is in one 128-bit trace.</summary>
    internal static async Task<IReadOnlyList<RecordedSpan>> LineAsync(RecordingAgent agent, string expected, RecordedSpan last)
    {
        var line = await agent.AncestryAsync(last);
        Assert.Equal(expected, string.Join(" < ", line));
        var traceId = Assert.Single(line.Select(span => span.TraceId).Distinct());
        Assert.NotEqual("0000000000000000", traceId[..16]);
        // The agent goes by the lower half: each tracer's own upper half must be this one.
        Assert.All(line.SelectMany(span => Told(span, "_dd.p.tid")), tid => Assert.Equal(traceId[..16], tid));
        return line;
    }

    /// <summary>Every chunk of the line was sent with this priority and, when it is kept, the same decision maker.</summary>
    internal static void DecidedOnce(IReadOnlyList<RecordedSpan> line, int priority)
    {
        var priorities = line.Where(span => span.Metrics.ContainsKey("_sampling_priority_v1")).Select(span => span.Metrics["_sampling_priority_v1"]).ToList();
        Assert.True(priorities.Count >= 2, $"Only {priorities.Count} spans of {string.Join(" < ", line)} tell a priority.");
        Assert.All(priorities, told => Assert.Equal(priority, told));
        var makers = line.SelectMany(span => Told(span, "_dd.p.dm")).Distinct().ToList();
        if (priority > 0)
        {
            Assert.Single(makers);
        }
        else
        {
            Assert.Empty(makers);
        }
    }

    private static string[] Told(RecordedSpan span, string tag) => span.Tags.TryGetValue(tag, out var value) ? [value] : [];
}
