using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Export;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Export;

public class SpanWriterTests
{
    [Fact]
    public async Task A_trace_that_is_larger_than_a_payload_is_dropped_and_the_others_arrive()
    {
        await using TestTracer tests = new(configure: settings => settings.Export.MaxPayloadBytes = 1 << 16);
        tests.Tracer.StartActive("before").Close();
        tests.Tracer.StartActive("large").Dispose(span => span.Fill(tests.Tracer.Settings.Export.MaxPayloadBytes));
        tests.Tracer.StartActive("after").Close();
        Assert.Equal(["before", "after"], (await tests.FlushAsync()).Select(span => span.Name));
        Assert.Equal(new Dictionary<DropReason, long> { [DropReason.TooLarge] = 1 }, tests.Tracer.ExportStatistics.Dropped);
    }

    [Fact]
    public async Task A_trace_that_cannot_be_encoded_is_dropped_and_the_others_arrive()
    {
        await using TestTracer tests = new();
        tests.Tracer.StartActive("before").Close();
        using (tests.Tracer.StartActive("outer"))
        {
            Activity.Current!.SetTag("a", new Encoding(() => throw new InvalidOperationException("no text")));
            tests.Tracer.StartActive("inner").Close();
        }

        tests.Tracer.StartActive("after").Close();
        Assert.Equal(["before", "after"], (await tests.FlushAsync()).Select(span => span.Name));
        Assert.Equal(new Dictionary<DropReason, long> { [DropReason.EncodingFailed] = 2 }, tests.Tracer.ExportStatistics.Dropped);
    }

    [Fact]
    public async Task Memory_that_waits_for_the_agent_is_bounded_and_the_newest_is_dropped()
    {
        const int Megabyte = 1 << 20;
        var endPoint = ScriptedAgent.FreeEndPoint();
        await using TestTracer tests = new(configure: settings =>
        {
            settings.AgentUri = new Uri($"http://{endPoint}");
            settings.Export.MaxMemoryBytes = 16 * Megabyte;
            settings.Export.MaxPayloadBytes = 4 * Megabyte;
        });
        for (var count = 0; count < 60; count++)
        {
            tests.Tracer.StartActive("a").Dispose(span => span.Fill(Megabyte));
            await Eventually.BecomesTrue(() => Measurements.Of("waybill.export.bytes")["queue"] == 0);
        }

        await Eventually.BecomesTrue(() => tests.Tracer.ExportStatistics is var now && now.DroppedTotal + now.Buffered == 60 && now.DroppedTotal >= 48);
        var statistics = tests.Tracer.ExportStatistics;
        Law.Holds(statistics);
        Assert.Equal([DropReason.BufferFull], statistics.Dropped.Keys);
        Assert.InRange(statistics.Buffered, 9, 12);
        Assert.InRange(Measurements.Of("waybill.export.bytes")["payloads"], 9 * Megabyte, 12 * Megabyte);

        await using ScriptedAgent agent = new(endPoint);
        await tests.Tracer.ForceFlushAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((60, statistics.Buffered), (tests.Tracer.ExportStatistics.Ended, tests.Tracer.ExportStatistics.Accepted));
        Law.Holds(tests.Tracer.ExportStatistics, agent);
        Assert.All(agent.Requests, request => Assert.InRange(request.Body.Length, 1, 4 * Megabyte));
        Assert.Equal(0, Measurements.Of("waybill.export.bytes")["payloads"]);
    }

    [Fact]
    public async Task Spans_that_wait_to_be_encoded_are_bounded_and_nobody_waits()
    {
        const int PerChunk = 1000;
        await using ScriptedAgent agent = new();
        var settings = Samples.Settings;
        settings.AgentUri = agent.Address;
        settings.Export.MaxMemoryBytes = 16 << 20;
        await using SpanWriter writer = new(settings);
        using ManualResetEventSlim go = new();
        using SemaphoreSlim encoding = new(0);
        writer.Write(Samples.Chunk(Samples.Span("a", new Encoding(() =>
        {
            encoding.Release();
            return go.Wait(TimeSpan.FromSeconds(30)) ? "went on" : "waited too long";
        }))));
        Assert.True(await encoding.WaitAsync(TimeSpan.FromSeconds(10)));

        var time = Stopwatch.StartNew();
        var chunk = Samples.Chunk([.. Enumerable.Repeat(Samples.Span(), PerChunk)]);
        var fit = (int)((4 << 20) / chunk.Bytes);
        for (var count = 0; count < fit + 3; count++)
        {
            writer.Write(chunk);
        }

        Assert.True(time.Elapsed < TimeSpan.FromSeconds(5));
        Law.Holds(writer.Statistics);
        Assert.Equal(3 * PerChunk, writer.Statistics.Dropped[DropReason.QueueFull]);
        Assert.Equal((fit * PerChunk) + 1, writer.Statistics.Buffered);

        go.Set();
        await writer.FlushAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(((fit * PerChunk) + 1, 0), (writer.Statistics.Accepted, writer.Statistics.Buffered));
        var chunks = agent.Requests.Sum(request => int.Parse(request.Headers["X-Datadog-Trace-Count"], CultureInfo.InvariantCulture));
        Assert.Equal(fit + 1, chunks);
    }

    [Fact]
    public async Task Whoever_ends_a_span_allocates_nothing_for_the_export()
    {
        await using ScriptedAgent agent = new();
        var settings = Samples.Settings;
        settings.AgentUri = agent.Address;
        await using SpanWriter writer = new(settings);
        var chunk = Samples.Chunk(Samples.Span("a", "b"), Samples.Span("c", 1));
        for (var warm = 0; warm < 200; warm++)
        {
            writer.Write(chunk);
        }

        await writer.FlushAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 100; count++)
        {
            writer.Write(chunk);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task At_the_end_what_is_left_is_sent()
    {
        TestTracer tests = new(new ScriptedAgent(AgentStep.Respond(500)));
        tests.Tracer.StartActive("a").Close();
        await tests.DisposeAsync();
        Assert.Single(tests.Agent.Spans);
        Law.Holds(tests.Tracer.ExportStatistics, tests.Agent);
    }

    [Fact]
    public async Task At_the_end_an_agent_that_is_away_gets_five_seconds_and_one_line_tells_what_was_lost()
    {
        TestTracer tests = new(configure: settings => settings.AgentUri = new Uri($"http://{ScriptedAgent.FreeEndPoint()}"));
        var open = tests.Tracer.StartActive("open");
        tests.Tracer.StartActive("first").Close();
        tests.Tracer.StartActive("second").Close();
        var time = Stopwatch.StartNew();
        await tests.DisposeAsync();
        Assert.InRange(time.Elapsed.TotalSeconds, 4.5, 10);
        open.Close();

        var statistics = tests.Tracer.ExportStatistics;
        Law.Holds(statistics);
        Assert.Equal((2, 0, 0), (statistics.Ended, statistics.Accepted, statistics.Buffered));
        Assert.Equal(2, statistics.Dropped[DropReason.Shutdown]);
        Assert.Equal("2 of 2 spans were lost: 2 spans ended, 0 accepted, 0 buffered, 2 dropped (Shutdown: 2).", tests.Log.Last());
        Assert.Equal(2, tests.Log.Count);
    }

    [Fact]
    public async Task At_the_end_an_agent_that_hangs_is_given_up_and_nobody_waits_for_a_flush_any_more()
    {
        TestTracer tests = new(new ScriptedAgent(AgentStep.Hang, AgentStep.Hang));
        tests.Tracer.StartActive("a").Close();
        using CancellationTokenSource cancellation = new(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tests.Tracer.ForceFlushAsync(cancellation.Token));
        var flush = tests.Tracer.ForceFlushAsync();
        var time = Stopwatch.StartNew();
        await tests.DisposeAsync();
        Assert.InRange(time.Elapsed.TotalSeconds, 4.5, 10);
        await flush.WaitAsync(TimeSpan.FromSeconds(1));
        Law.Holds(tests.Tracer.ExportStatistics);
        Assert.Equal(1, tests.Tracer.ExportStatistics.Dropped[DropReason.Shutdown]);
    }

    [Fact]
    public async Task Text_of_a_tag_that_never_comes_holds_up_neither_a_flush_nor_the_end()
    {
        await using ScriptedAgent agent = new();
        var settings = Samples.Settings;
        settings.AgentUri = agent.Address;
        settings.Export.ShutdownTimeout = TimeSpan.FromSeconds(2);
        SpanWriter writer = new(settings);
        using ManualResetEventSlim go = new();
        using SemaphoreSlim encoding = new(0);
        writer.Write(Samples.Chunk(Samples.Span()));
        writer.Write(Samples.Chunk(Samples.Span(), Samples.Span("a", new Encoding(() =>
        {
            encoding.Release();
            return go.Wait(TimeSpan.FromSeconds(60)) ? "went on" : "waited too long";
        }))));
        using CancellationTokenSource soon = new(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => writer.FlushAsync(soon.Token)).WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.True(await encoding.WaitAsync(TimeSpan.FromSeconds(20)));
        writer.Write(Samples.Chunk(Samples.Span()));

        await Task.Run(() => writer.DisposeAsync().AsTask()).WaitAsync(TimeSpan.FromSeconds(20));
        AssertCounts();
        go.Set();
        await writer.FlushAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)); // after what still encoded
        AssertCounts();

        void AssertCounts()
        {
            Law.Holds(writer.Statistics, agent);
            Assert.Equal((4, 1, 0), (writer.Statistics.Ended, writer.Statistics.Accepted, writer.Statistics.Buffered));
            Assert.Equal(3, writer.Statistics.Dropped[DropReason.Shutdown]);
        }
    }

    [Fact]
    public async Task What_comes_after_the_end_is_dropped_and_counted()
    {
        await using ScriptedAgent agent = new();
        var settings = Samples.Settings;
        settings.AgentUri = agent.Address;
        SpanWriter writer = new(settings);
        await writer.DisposeAsync();
        writer.Write(Samples.Chunk(Samples.Span()));
        Law.Holds(writer.Statistics, agent);
        Assert.Equal(1, writer.Statistics.Dropped[DropReason.Shutdown]);
    }

    [Fact]
    public async Task Spans_that_end_during_the_end_are_counted()
    {
        TestTracer tests = new();
        using CancellationTokenSource ended = new();
        var threads = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    tests.Tracer.StartActive("a").Close();
                    Thread.Sleep(0);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        await Task.Delay(20);
        await tests.Tracer.DisposeAsync();
        await ended.CancelAsync();
        await Task.WhenAll(threads);
        Law.Holds(tests.Tracer.ExportStatistics, tests.Agent);
        Assert.Equal(0, tests.Tracer.ExportStatistics.Buffered);
        Assert.InRange(tests.Tracer.ExportStatistics.Accepted, 1, long.MaxValue);
        await tests.DisposeAsync();
    }

    [Fact]
    public async Task The_spans_of_the_way_to_the_agent_are_not_recorded()
    {
        await using TestTracer tests = new(new ScriptedAgent(AgentStep.Respond(500)));
        tests.Tracer.StartActive("a").Close();
        await tests.FlushAsync();
        await tests.FlushAsync();
        Assert.Equal(1, tests.Tracer.ExportStatistics.Ended);
    }

    private sealed class Encoding(Func<string> text)
    {
        public override string ToString() => text();
    }
}

file static class ScopeExtensions
{
    public static void Dispose(this IScope scope, Action<ISpan> before)
    {
        before(scope.Span);
        scope.Close();
    }
}
