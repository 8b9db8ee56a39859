using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tests.Tracing.Sampling;

public class SpanSamplerTests
{
    private readonly SamplingSettings settings = Samples.Settings.Sampling;

    [Fact]
    public void Without_rules_there_is_none() => Assert.Null(Sampler());

    [Fact]
    public void Spans_of_a_dropped_trace_that_fit_are_marked()
    {
        settings.SpanRules = """[{"tags":{"a":"1"},"sample_rate":1,"max_per_second":50},{"tags":{"a":"*"}}]""";
        Activity first = Samples.Span("a", "1"), second = Samples.Span("a", "2"), none = Samples.Span();
        Sampler()!.Mark(Samples.Chunk(new TraceLevelState { SamplingPriority = -1 }, first, second, none));
        Assert.Equal([true, true, false], new[] { first, second, none }.Select(IsMarked));

        var sent = Samples.Encode(first).Metrics;
        Assert.Equal((8, 1, 50), (sent["_dd.span_sampling.mechanism"], sent["_dd.span_sampling.rule_rate"], sent["_dd.span_sampling.max_per_second"]));
        Assert.DoesNotContain("_dd.span_sampling.max_per_second", Samples.Encode(second).Metrics.Keys);
    }

    [Fact]
    public void Spans_of_a_kept_trace_are_not_marked()
    {
        settings.SpanRules = "[{}]";
        var span = Samples.Span();
        Sampler()!.Mark(Samples.Chunk(new TraceLevelState { SamplingPriority = 1 }, span));
        Assert.False(IsMarked(span));
    }

    [Fact]
    public void The_first_rule_that_fits_decides_by_the_spans_id_and_its_limit()
    {
        settings.SpanRules = """[{"tags":{"a":"*"},"sample_rate":0},{"tags":{"b":"*"},"max_per_second":2},{}]""";
        var never = Samples.Span("a", "1");
        var limited = Enumerable.Range(0, 4).Select(_ => Samples.Span("b", "1")).ToArray();
        Sampler()!.Mark(Samples.Chunk(new TraceLevelState { SamplingPriority = 0 }, [never, .. limited]));
        Assert.False(IsMarked(never));
        Assert.Equal(2, limited.Count(IsMarked));
    }

    private static bool IsMarked(Activity span) => Samples.Encode(span).Metrics.ContainsKey("_dd.span_sampling.mechanism");

    private SpanSampler? Sampler() =>
        SpanSampler.From(settings, span => new SpanIdentity("tests", span.OperationName, span.DisplayName), _ => { });
}
