using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Export;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export;

public class PayloadSenderTests
{
    public static TheoryData<string> Faults => [.. Scripts.Keys];

    private static readonly Dictionary<string, AgentStep[]> Scripts = new()
    {
        ["none"] = [],
        ["500"] = [AgentStep.Respond(500)],
        ["503 and 429"] = [AgentStep.Respond(503), AgentStep.Respond(429, "", "Retry-After: 1\r\n")],
        ["408"] = [AgentStep.Respond(408)],
        ["reset"] = [AgentStep.Reset],
        ["reset half-way"] = [AgentStep.ResetInBody],
        ["garbage"] = [AgentStep.Garbage],
        ["half an answer"] = [AgentStep.HalfAnswer],
        ["answer that breaks off"] = [new("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"u8.ToArray(), AgentStep.Connection.Close, 200)],
        ["slow"] = [AgentStep.Accept with { Delay = TimeSpan.FromSeconds(1) }],
        ["slow and then 500"] = [AgentStep.Respond(500) with { Delay = TimeSpan.FromMilliseconds(300) }],
        ["garbage body"] = [AgentStep.Respond(200, "\u0001\u0002 not JSON")],
        ["one after the other"] = [AgentStep.Reset, AgentStep.Respond(502), AgentStep.Garbage, AgentStep.ResetInBody],
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Spans_arrive_once_after_a_fault(string fault)
    {
        await using TestTracer tests = new(new ScriptedAgent(Scripts[fault]));
        using (tests.Tracer.StartActive("outer"))
        {
            tests.Tracer.StartActive("inner").Close();
        }

        Assert.Equal(2, (await tests.FlushAsync()).Count);
        Assert.Equal((2, 2, 0), Counts(tests.Tracer.ExportStatistics));
        tests.Tracer.StartActive("later").Close();
        Assert.Equal(3, (await tests.FlushAsync()).Count);
    }

    [Fact]
    public async Task What_the_agent_refuses_for_good_is_counted_and_told_and_the_next_is_sent()
    {
        await using TestTracer tests = new(new ScriptedAgent(AgentStep.Respond(400, "bad")));
        tests.Tracer.StartActive("first").Close();
        Assert.Empty(await tests.FlushAsync());
        tests.Tracer.StartActive("second").Close();
        Assert.Equal("second", (await tests.FlushOneAsync()).Name);

        var statistics = tests.Tracer.ExportStatistics;
        Assert.Equal((2, 1, 0), Counts(statistics));
        Assert.Equal(1, statistics.Dropped[DropReason.Rejected]);
        Assert.Equal([$"the agent at {tests.Agent.Address} refused 1 spans: 400 Scripted"], tests.Log);
    }

    [Fact]
    public async Task After_a_fault_that_nobody_foresaw_it_pauses_and_can_be_closed_meanwhile()
    {
        await using ScriptedAgent agent = new();
        using SpoolFixture folder = new();
        ConcurrentQueue<string> log = new();
        var settings = Samples.Settings;
        settings.AgentUri = agent.Address;
        settings.Log = log.Enqueue;
        PayloadQueue queue = new();
        queue.Enqueue(Samples.Payload(folder.Pool, [1], 1));
        PayloadSender sender = new(queue, spool: null, ledger: null!, settings); // who counts what was accepted
        sender.Wake();
        await Eventually.BecomesTrue(() => log.Any(line => line.Contains("does not take spans", StringComparison.Ordinal)));

        await sender.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.NotNull(queue.TryClaim());
    }

    [Fact]
    public async Task A_flush_waits_for_what_went_to_disk_meanwhile_too()
    {
        using SpoolFixture folder = new();
        var (spool, ledger) = folder.Open();
        var endPoint = ScriptedAgent.FreeEndPoint();
        var settings = Samples.Settings;
        settings.AgentUri = new Uri($"http://{endPoint}");
        PayloadQueue queue = new();
        ledger.Buffer(2);
        queue.Enqueue(Samples.Payload(folder.Pool, [1], 1));
        queue.Enqueue(Samples.Payload(folder.Pool, [2], 1));
        await using PayloadSender sender = new(queue, spool, ledger, settings);
        sender.Wake();
        BufferedPayload? second = null;
        await Eventually.BecomesTrue(() => IsFirstClaimed());
        using CancellationTokenSource end = new();
        var flush = sender.FlushAsync(isLast: false, end.Token);
        Assert.Null(spool.TryStore(second!));
        queue.Remove(second!);

        await using ScriptedAgent agent = new(endPoint, AgentStep.Accept, AgentStep.Hang);
        await Eventually.BecomesTrue(() => agent.Requests.Count == 2);
        Assert.NotSame(flush, await Task.WhenAny(flush, Task.Delay(500, end.Token)));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);
        Assert.Equal((1, 0, 1), (ledger.Snapshot().Accepted, ledger.Snapshot().Buffered, ledger.Snapshot().Spooled));

        bool IsFirstClaimed()
        {
            if (queue.TryClaim() is not { } claimed)
            {
                return false;
            }

            second = claimed;
            if (claimed.Number == 2)
            {
                return true;
            }

            queue.Release(claimed); // the sender was not there yet
            sender.Wake();
            return false;
        }
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_halved_until_it_is_not()
    {
        await using TestTracer tests = new(new ScriptedAgent { LongestBody = 20_000 });
        for (var count = 0; count < 100; count++)
        {
            tests.Tracer.StartActive("a").Close(new string('a', 1000));
        }

        Assert.Equal(100, (await tests.FlushAsync()).Count);
        Assert.InRange(tests.Agent.Requests.Count, 8, 20);
        Assert.Equal("100", tests.Agent.Requests[0].Headers["X-Datadog-Trace-Count"]);
        Assert.Equal("50", tests.Agent.Requests[1].Headers["X-Datadog-Trace-Count"]);
    }

    [Fact]
    public async Task A_single_trace_that_the_agent_finds_too_large_is_dropped_and_the_others_arrive()
    {
        await using TestTracer tests = new(new ScriptedAgent { LongestBody = 20_000 });
        for (var count = 0; count < 10; count++)
        {
            var scope = tests.Tracer.StartActive(count == 4 ? "large" : "small");
            scope.Span.Fill(count == 4 ? 50_000 : 0);
            scope.Close(new string('a', 1000));
        }

        Assert.Equal(9, (await tests.FlushAsync()).Count(span => span.Name == "small"));
        Assert.Equal(new Dictionary<DropReason, long> { [DropReason.TooLarge] = 1 }, tests.Tracer.ExportStatistics.Dropped);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task An_agent_that_says_when_is_not_asked_before(int status)
    {
        await using TestTracer tests = new(new ScriptedAgent(AgentStep.Respond(status, "", "Retry-After: 2\r\n")));
        var time = Stopwatch.StartNew();
        tests.Tracer.StartActive("a").Close();
        await tests.FlushAsync();
        Assert.True(time.Elapsed > TimeSpan.FromSeconds(1.9), $"asked after {time.Elapsed}"); // timers are a little early
        Assert.Equal(2, tests.Agent.Requests.Count);
    }

    [Fact]
    public async Task While_the_agent_is_away_there_is_one_small_request_at_a_time_and_then_they_grow()
    {
        var step = AgentStep.Respond(500) with { Delay = TimeSpan.FromMilliseconds(50) };
        await using TestTracer tests = new(new ScriptedAgent(step, step, step));
        for (var count = 0; count < 50; count++)
        {
            tests.Tracer.StartActive("a").Close();
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => tests.Tracer.ForceFlushAsync()));
        Law.Holds(tests.Tracer.ExportStatistics, tests.Agent);
        Assert.Equal(["50", "1", "1", "1", "2", "4", "8", "16", "19"], tests.Agent.Requests.Select(request => request.Headers["X-Datadog-Trace-Count"]));
    }

    [Fact]
    public async Task An_agent_that_was_too_slow_for_many_is_sent_fewer_of_the_next_payload_too()
    {
        await using TestTracer tests = new(new ScriptedAgent(AgentStep.Accept, AgentStep.Respond(503)));
        foreach (var count in (int[])[1, 40, 100])
        {
            for (var index = 0; index < count; index++)
            {
                tests.Tracer.StartActive("a").Close();
            }

            await tests.FlushAsync();
        }

        var counts = tests.Agent.Requests.Select(request => int.Parse(request.Headers["X-Datadog-Trace-Count"], CultureInfo.InvariantCulture));
        Assert.Equal([1, 40, 1, 20, 19, 40, 60], counts);
    }

    [Fact]
    public async Task An_agent_that_is_away_is_told_once_and_so_is_its_return()
    {
        await using TestTracer tests = new(new ScriptedAgent(AgentStep.Respond(500), AgentStep.Respond(500), AgentStep.Respond(500)));
        tests.Tracer.StartActive("a").Close();
        await tests.FlushAsync();
        tests.Tracer.StartActive("b").Close();
        await tests.FlushAsync();
        Assert.Equal(
        [
            $"the agent at {tests.Agent.Address} does not take spans (500 Scripted); they wait in memory, up to 64 MiB.",
            $"the agent at {tests.Agent.Address} takes spans again.",
        ], tests.Log);
    }

    [Fact]
    public async Task Spans_wait_for_an_agent_that_comes_up_late()
    {
        var endPoint = ScriptedAgent.FreeEndPoint();
        await using TestTracer tests = new(configure: settings => settings.AgentUri = new Uri($"http://{endPoint}"));
        for (var count = 0; count < 100; count++)
        {
            tests.Tracer.StartActive("early").Close();
        }

        var flush = tests.Tracer.ForceFlushAsync();
        await Task.Delay(300);
        Assert.False(flush.IsCompleted);
        Assert.Equal((100, 0, 100), Counts(tests.Tracer.ExportStatistics));
        await using ScriptedAgent agent = new(endPoint);
        tests.Tracer.StartActive("late").Close();
        await flush.WaitAsync(TimeSpan.FromSeconds(10));
        await tests.Tracer.ForceFlushAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((101, 101, 0), Counts(tests.Tracer.ExportStatistics));
        Law.Holds(tests.Tracer.ExportStatistics, agent);
    }

    [Fact]
    public async Task Spans_are_sent_without_being_asked_for()
    {
        await using TestTracer tests = new();
        tests.Tracer.StartActive("a").Close();
        for (var time = Stopwatch.StartNew(); tests.Agent.Spans.Count == 0 && time.Elapsed < TimeSpan.FromSeconds(10);)
        {
            await Task.Delay(20);
        }

        Assert.Single(tests.Agent.Spans);
    }

    [Fact]
    public async Task A_log_that_throws_costs_no_span()
    {
        await using TestTracer tests = new(
            new ScriptedAgent(AgentStep.Respond(500), AgentStep.Respond(400)), settings => settings.Log = _ => throw new InvalidOperationException("full disk"));
        tests.Tracer.StartActive("refused").Close();
        await tests.FlushAsync();
        tests.Tracer.StartActive("taken").Close();
        Assert.Equal("taken", (await tests.FlushOneAsync()).Name);
    }

    [Fact]
    public async Task Every_span_is_counted_while_the_agent_comes_and_goes()
    {
        var random = new Random(5);
        AgentStep[] faults = [AgentStep.Respond(500), AgentStep.Reset, AgentStep.ResetInBody, AgentStep.Garbage, AgentStep.Respond(400)];
        await using TestTracer tests = new(new ScriptedAgent(Enumerable.Range(0, 24).Select(step => step % 2 == 0 ? faults[random.Next(faults.Length)] : AgentStep.Accept)));
        using CancellationTokenSource ended = new();
        var flushing = Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                await tests.Tracer.ForceFlushAsync().WaitAsync(TimeSpan.FromSeconds(10));
                Law.Holds(tests.Tracer.ExportStatistics);
            }
        });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var index = 0; index < 500; index++)
            {
                using (tests.Tracer.StartActive("outer"))
                {
                    tests.Tracer.StartActive("inner").Close();
                }

                await Task.Yield();
            }
        })));
        await ended.CancelAsync();
        await flushing;
        await tests.FlushAsync();
        var statistics = tests.Tracer.ExportStatistics;
        Assert.Equal((4000, 0), (statistics.Ended, statistics.Buffered));
    }

    private static (long Ended, long Accepted, long Buffered) Counts(ExportStatistics statistics) =>
        (statistics.Ended, statistics.Accepted, statistics.Buffered);
}

file static class ScopeExtensions
{
    public static void Close(this IScope scope, string tag)
    {
        scope.Span.SetTag("a", tag);
        scope.Close();
    }
}
