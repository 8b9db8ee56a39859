using System.Diagnostics;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export;

/// <summary>When many spans end at once: they are encoded early, and sent all the same with those of the whole interval.</summary>
public class GatheredSpansTests
{
    private const int Due = 2000; // of 600 bytes each, by estimate
    private const int Bursts = 30;

    [Fact]
    public async Task Many_spans_are_encoded_at_once_and_sent_together()
    {
        await using TestTracer tests = new();
        var clock = Stopwatch.StartNew();
        for (var burst = 0; burst < Bursts; burst++)
        {
            for (var count = 0; count < Due; count++)
            {
                tests.Tracer.StartActive("a").Close();
            }

            await Eventually.BecomesTrue(() => Measurements.Of("waybill.export.bytes")["queue"] == 0);
        }

        var seconds = clock.Elapsed.TotalSeconds;
        Assert.InRange(seconds, 0, Bursts * 0.7); // did each wait for the end of an interval, it would be a second for each
        await tests.Tracer.ForceFlushAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Bursts * Due, tests.Agent.Spans.Count);
        Assert.InRange(tests.Agent.Requests.Count, 1, clock.Elapsed.TotalSeconds + 2); // one for each interval, and the last
    }

    [Fact]
    public async Task Spans_that_wait_for_their_trace_have_a_share_of_the_memory()
    {
        const int Children = 40;
        await using TestTracer tests = new(configure: settings => settings.Export.MaxMemoryBytes = 4 << 20);
        using var root = tests.Tracer.StartActive("root");
        for (var count = 0; count < Children; count++)
        {
            using var child = tests.Tracer.StartActive("child");
            child.Span.Fill(64 << 10);
        }

        var arrived = await tests.FlushAsync();
        Assert.InRange(arrived.Count, 1, Children); // with the share of the default memory all of them would wait for the root
        Assert.All(arrived, span => Assert.Equal("child", span.Name));
    }
}
