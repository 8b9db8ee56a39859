using System.Diagnostics;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public sealed class TraceIdsTests : IDisposable
{
    private readonly Func<ActivityTraceId>? before = Activity.TraceIdGenerator;

    public TraceIdsTests() => Activity.TraceIdGenerator = null;

    public void Dispose() => Activity.TraceIdGenerator = before;

    [Fact]
    public void Of_128_bits_begin_with_the_time()
    {
        var generator = TraceIds.Start(is128Bit: true)!;
        Assert.Same(generator, Activity.TraceIdGenerator);
        var earliest = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        HashSet<ulong> lower = [];
        for (var count = 0; count < 1000; count++)
        {
            var id = TraceId128.From(generator());
            Assert.InRange((long)(id.Upper >> 32), earliest, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
            Assert.Equal(0u, (uint)id.Upper);
            Assert.True(id.Lower != 0 && lower.Add(id.Lower));
        }

        Assert.Contains(lower, id => id > long.MaxValue); // all 64 bits are used
        Assert.Contains(lower, id => id <= long.MaxValue);
    }

    [Fact]
    public void Of_64_bits_have_no_upper_half()
    {
        var generator = TraceIds.Start(is128Bit: false)!;
        for (var count = 0; count < 100; count++)
        {
            var id = TraceId128.From(generator());
            Assert.Equal(0UL, id.Upper);
            Assert.NotEqual(0UL, id.Lower);
        }
    }

    [Fact]
    public void A_generator_of_the_programs_own_stays()
    {
        Func<ActivityTraceId> own = ActivityTraceId.CreateRandom;
        Activity.TraceIdGenerator = own;
        Assert.Null(TraceIds.Start(is128Bit: true));
        TraceIds.Stop(null);
        Assert.Same(own, Activity.TraceIdGenerator);
    }

    [Fact]
    public void The_end_takes_away_only_our_own()
    {
        var ours = TraceIds.Start(is128Bit: true);
        TraceIds.Stop(ours);
        Assert.Null(Activity.TraceIdGenerator);

        ours = TraceIds.Start(is128Bit: true);
        Func<ActivityTraceId> own = ActivityTraceId.CreateRandom;
        Activity.TraceIdGenerator = own;
        TraceIds.Stop(ours);
        Assert.Same(own, Activity.TraceIdGenerator);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_tracers_new_traces_have_them(bool is128Bit)
    {
        await using (TestTracer tests = new(configure: settings => settings.Is128BitTraceIdGenerationEnabled = is128Bit))
        {
            using var scope = tests.Tracer.StartActive("root");
            var id = ((SpanContext)scope.Span.Context).TraceId128;
            Assert.Equal(is128Bit, id.Upper != 0);
            Assert.Equal(
                is128Bit ? $"_dd.p.dm=-0,_dd.p.tid={id.Upper:x16}" : "_dd.p.dm=-0", Headers.Inject((SpanContext)scope.Span.Context)["x-datadog-tags"]);
        }

        Assert.Null(Activity.TraceIdGenerator);
    }

    [Fact]
    public async Task A_tracer_that_replaces_another_has_its_own()
    {
        await using TestTracer first = new(configure: settings => settings.Is128BitTraceIdGenerationEnabled = false);
        await using (TestTracer second = new())
        {
            Assert.NotEqual(0UL, TraceId128.From(Activity.TraceIdGenerator!()).Upper);
        }

        await first.Tracer.DisposeAsync();
        Assert.Null(Activity.TraceIdGenerator);
    }
}
