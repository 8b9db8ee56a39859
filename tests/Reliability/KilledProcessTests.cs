using Waybill.Core.Tests.Support;

namespace Waybill.Reliability.Tests;

/// <summary>Processes that are killed with no chance to do anything: what is on disk arrives, once.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly SpoolFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_on_disk_at_random_moments_of_death_arrives_once()
    {
        Random random = new(7);
        await using ScriptedAgent agent = new() { Otherwise = AgentStep.Respond(503) };
        for (var life = 0; life < 5; life++)
        {
            var files = folder.Files;
            using var child = await TracedChild.StartAsync(agent.Address, folder.Path, spansPerSecond: 20_000);
            await Eventually.BecomesTrue(() => folder.Files > files);
            await Task.Delay(random.Next(300));
            await child.EndAsync(TracedChild.Signal.Kill);
        }

        var onDisk = folder.Spans;
        Assert.True(onDisk > 1000);
        agent.Otherwise = AgentStep.Accept;
        using var last = await TracedChild.StartAsync(agent.Address, folder.Path, spansPerSecond: 1000, spans: 100, memory: 16 << 20);
        var statistics = await last.StatisticsAsync();
        Assert.True(statistics.LawHolds, $"{statistics}");
        Assert.Equal((100, onDisk, onDisk + 100, 0), (statistics.Ended, statistics.Recovered, statistics.Accepted, statistics.Dropped));
        ArrivedOnce(agent, onDisk + 100);
        Assert.Equal((0, 0), (folder.Files, folder.Leftovers));
    }

    [Fact]
    public async Task Several_processes_share_a_folder_some_are_killed_and_two_take_over_at_once()
    {
        await using ScriptedAgent agent = new() { Otherwise = AgentStep.Respond(503) };
        var children = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TracedChild.StartAsync(agent.Address, folder.Path, spansPerSecond: 5000)));
        await Eventually.BecomesTrue(() => folder.Files >= 6, seconds: 40);
        await children[0].EndAsync(TracedChild.Signal.Kill);
        await children[1].EndAsync(TracedChild.Signal.Terminate);
        await children[2].EndAsync(TracedChild.Signal.Kill);
        Array.ForEach(children, child => child.Dispose());

        var onDisk = folder.Spans;
        agent.Otherwise = AgentStep.Accept;
        var heirs = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => TracedChild.StartAsync(agent.Address, folder.Path, spansPerSecond: 1000, spans: 500, memory: 16 << 20)));
        var statistics = await Task.WhenAll(heirs.Select(heir => heir.StatisticsAsync()));
        Array.ForEach(heirs, heir => heir.Dispose());
        Assert.All(statistics, each => Assert.True(each is { LawHolds: true, Dropped: 0, Spooled: 0 }, $"{each}"));
        Assert.Equal(onDisk, statistics.Sum(each => each.Recovered));
        ArrivedOnce(agent, onDisk + 1000);
        Assert.Equal((0, 0), (folder.Files, folder.Leftovers));
    }

    /// <summary>An agent that answers may have taken what a process that is killed then does not know of: that arrives twice, and nothing is missing.</summary>
    [Fact]
    public async Task Killed_while_the_agent_takes_spans_nothing_that_was_on_disk_is_missing()
    {
        Random random = new(11);
        await using ScriptedAgent agent = new() { Otherwise = AgentStep.Respond(503) };
        for (var life = 0; life < 4; life++)
        {
            agent.Otherwise = AgentStep.Respond(503);
            var files = folder.Files;
            using var child = await TracedChild.StartAsync(agent.Address, folder.Path, spansPerSecond: 20_000);
            await Eventually.BecomesTrue(() => folder.Files > files);
            agent.Otherwise = AgentStep.Accept with { Delay = TimeSpan.FromMilliseconds(random.Next(30)) };
            await Task.Delay(random.Next(300));
            await child.EndAsync(TracedChild.Signal.Kill);
        }

        var onDisk = folder.Spans;
        await using ScriptedAgent next = new();
        using var last = await TracedChild.StartAsync(next.Address, folder.Path, spansPerSecond: 1000, spans: 10, memory: 16 << 20);
        var statistics = await last.StatisticsAsync();
        Assert.Equal((onDisk, onDisk + 10, 0), (statistics.Recovered, statistics.Accepted, statistics.Dropped));
        ArrivedOnce(next, onDisk + 10);
        var twice = next.Spans.Select(span => (span.TraceId, span.SpanId)).Intersect(agent.Spans.Select(span => (span.TraceId, span.SpanId))).Count();
        Assert.InRange(twice, 0, 4 * 4000); // a file of a quarter of the memory for each death, at most
        Assert.Equal((0, 0), (folder.Files, folder.Leftovers));
    }

    private static int Arrived(ScriptedAgent agent) => agent.Spans.DistinctBy(span => (span.TraceId, span.SpanId)).Count();

    private static void ArrivedOnce(ScriptedAgent agent, long spans)
    {
        Assert.Equal(spans, agent.Spans.Count);
        Assert.Equal(spans, Arrived(agent));
    }
}
