using System.Diagnostics;
using Waybill.Core.Tests.Support;

namespace Waybill.Reliability.Tests;

/// <summary>Processes that end in good order, by SIGTERM or by themselves.</summary>
public sealed class EndedProcessTests : IDisposable
{
    private readonly SpoolFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(nameof(TracedChild.Signal.Terminate))]
    [InlineData(nameof(TracedChild.Signal.Interrupt))]
    public async Task A_signal_to_end_sends_the_last_spans(string signal)
    {
        await using ScriptedAgent agent = new();
        using var child = await TracedChild.StartAsync(agent.Address, spool: null, spansPerSecond: 500);
        await child.EndAsync(Enum.Parse<TracedChild.Signal>(signal));
        Assert.NotEmpty(agent.Spans);
        Assert.Equal("", await child.ErrorsAsync());
    }

    [Fact]
    public async Task A_program_that_goes_on_at_a_signal_is_recorded_to_its_end()
    {
        await using ScriptedAgent agent = new();
        using var child = await TracedChild.StartAsync(agent.Address, spool: null, spansPerSecond: 500, drains: true);
        child.Send(TracedChild.Signal.Terminate);
        var statistics = await child.StatisticsAsync();
        Assert.Equal(10, agent.Spans.Count(span => span.Name == "drained"));
        Assert.Equal(new ChildStatistics(agent.Spans.Count, 0, agent.Spans.Count, 0, 0, 0), statistics);
    }

    [Fact]
    public async Task An_unhandled_exception_sends_the_last_spans()
    {
        await using ScriptedAgent agent = new();
        using var child = await TracedChild.StartAsync(agent.Address, spool: null, spansPerSecond: 100_000, spans: 100, crashes: true);
        await child.CrashAsync();
        Assert.Equal(100, agent.Spans.Count);
    }

    [Fact]
    public async Task An_unhandled_exception_spools_what_cannot_be_sent()
    {
        var agent = new Uri($"http://{ScriptedAgent.FreeEndPoint()}");
        using var child = await TracedChild.StartAsync(agent, folder.Path, spansPerSecond: 100_000, spans: 100, crashes: true);
        await child.CrashAsync();
        Assert.Equal(100, folder.Spans);
    }

    [Fact]
    public async Task A_signal_while_the_last_spans_are_sent_does_not_lose_them()
    {
        await using ScriptedAgent agent = new() { Otherwise = AgentStep.Hang };
        using var child = await TracedChild.StartAsync(agent.Address, folder.Path, spansPerSecond: 100_000, spans: 100);
        await Eventually.BecomesTrue(() => agent.Requests.Count > 0);
        await child.EndAsync(TracedChild.Signal.Terminate);
        Assert.Equal(100, folder.Spans);
    }

    [Fact]
    public async Task Without_a_spool_an_agent_that_is_away_gets_the_deadline_and_one_line_tells_the_loss()
    {
        var agent = new Uri($"http://{ScriptedAgent.FreeEndPoint()}");
        using var child = await TracedChild.StartAsync(agent, spool: null, spansPerSecond: 500, shutdownSeconds: 2);
        var time = Stopwatch.StartNew();
        await child.EndAsync(TracedChild.Signal.Terminate);
        Assert.InRange(time.Elapsed.TotalSeconds, 1.5, 15);
        var lines = (await child.ErrorsAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("spans were lost", Assert.Single(lines, line => line.Contains("lost", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("away")]
    [InlineData("hanging")]
    [InlineData("failing")]
    [InlineData("held back")]
    public async Task With_a_spool_all_that_was_not_sent_is_on_disk_before_the_deadline_and_the_next_process_sends_it(string agentIs)
    {
        const int Spans = 3000;
        await using ScriptedAgent agent = new()
        {
            Otherwise = agentIs switch
            {
                "hanging" => AgentStep.Hang,
                "held back" => AgentStep.Respond(429, "", "Retry-After: 100\r\n"),
                _ => AgentStep.Respond(500),
            },
        };
        var address = agentIs == "away" ? new Uri($"http://{ScriptedAgent.FreeEndPoint()}") : agent.Address;
        using var child = await TracedChild.StartAsync(address, folder.Path, spansPerSecond: 100_000, Spans, memory: 16 << 20, shutdownSeconds: 3);
        var time = Stopwatch.StartNew();
        var statistics = await child.StatisticsAsync();
        Assert.True(time.Elapsed < TimeSpan.FromSeconds(15));
        Assert.Equal(new ChildStatistics(Spans, 0, 0, 0, Spans, 0), statistics);
        Assert.Equal(Spans, folder.Spans);
        Assert.Single((await child.ErrorsAsync()).Split('\n'), line => line.Contains($"{Spans} spooled", StringComparison.Ordinal));

        await using ScriptedAgent back = new();
        using var next = await TracedChild.StartAsync(back.Address, folder.Path, spansPerSecond: 1000, spans: 1);
        Assert.Equal(new ChildStatistics(1, Spans, Spans + 1, 0, 0, 0), await next.StatisticsAsync());
        Assert.Equal(Spans + 1, back.Spans.DistinctBy(span => (span.TraceId, span.SpanId)).Count());
        Assert.Equal((0, 0), (folder.Files, folder.Leftovers));
    }
}
