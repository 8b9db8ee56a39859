using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tests.Tracing.Sampling;

public class TraceSamplerTests
{
    private static readonly TraceId128 Kept = new(0, 1), Dropped = new(0, 10); // at a rate of 0.5

    private readonly SamplingSettings settings = Samples.Settings.Sampling;
    private readonly AgentRates rates = new();

    [Fact]
    public void Without_any_setting_every_trace_is_kept_by_default()
    {
        var (state, decision) = Decide(Dropped);
        Assert.Equal((1, "-0", null), (state.SamplingPriority, state.Tags["_dd.p.dm"], state.Tags["_dd.p.ksr"]));
        Assert.Equal((null, null), (decision.Rate, decision.LimitRate));
    }

    [Fact]
    public void The_agents_rate_is_of_the_spans_service()
    {
        rates.Update("""{"rate_by_service":{"service:web,env:prod":0.5,"service:db,env:prod":0}}"""u8);
        var (kept, decision) = Decide(Kept);
        Assert.Equal((1, "-1", "0.5"), (kept.SamplingPriority, kept.Tags["_dd.p.dm"], kept.Tags["_dd.p.ksr"]));
        Assert.Equal(("_dd.agent_psr", 0.5, null), (decision.RateTag, decision.Rate, decision.LimitRate));
        Assert.Equal(0, Decide(Dropped).State.SamplingPriority);
        Assert.Equal(0, Decide(Kept, SpanTags.ServiceName, "db").State.SamplingPriority);
    }

    [Fact]
    public void The_first_rule_that_fits_goes_before_the_rate_and_that_before_the_agents()
    {
        rates.Update("""{"rate_by_service":{"service:,env:":0}}"""u8);
        settings.Rules = """[{"name":"span","tags":{"a":"1"},"sample_rate":1},{"tags":{"a":"*"},"sample_rate":0}]""";
        settings.Rate = 0.5;
        Assert.Equal((2, 1), Of(Decide(Dropped, "a", "1")));
        Assert.Equal((-1, 0), Of(Decide(Kept, "a", "2")));
        Assert.Equal((2, 0.5), Of(Decide(Kept)));
        Assert.Equal((-1, 0.5), Of(Decide(Dropped)));

        static (int?, double?) Of((TraceLevelState State, SamplingDecision Decision) decided) => (decided.State.SamplingPriority, decided.Decision.Rate);
    }

    [Fact]
    public void What_rules_keep_is_limited()
    {
        settings.Rate = 1;
        settings.RateLimit = 2;
        var sampler = Sampler();
        var decided = Enumerable.Range(0, 4).Select(_ => sampler.Decide(Kept, Samples.Span(), TraceLevelState.Empty)).ToList();
        Assert.Equal([2, 2, -1, -1], decided.Select(one => one.State.SamplingPriority));
        Assert.Equal([1, 1, 2 / 3.0, 0.5], decided.Select(one => one.Decision.LimitRate));
        Assert.All(decided, one => Assert.Equal((1, "_dd.rule_psr", "-3"), (one.Decision.Rate, one.Decision.RateTag, one.Decision.DecisionMaker)));
    }

    [Fact]
    public void A_limit_alone_keeps_every_trace_up_to_it()
    {
        settings.RateLimit = 1;
        var sampler = Sampler();
        Assert.Equal([2, -1], Enumerable.Range(0, 2).Select(_ => sampler.Decide(Dropped, Samples.Span(), TraceLevelState.Empty).State.SamplingPriority));
    }

    [Fact]
    public void A_limit_of_0_keeps_nothing_and_a_negative_one_everything()
    {
        settings.Rate = 1;
        settings.RateLimit = 0;
        Assert.Equal(-1, Decide(Kept).State.SamplingPriority);
        settings.RateLimit = -1;
        var sampler = Sampler();
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Equal(2, sampler.Decide(Kept, Samples.Span(), TraceLevelState.Empty).State.SamplingPriority));
    }

    [Fact]
    public void Names_are_not_asked_for_without_rules()
    {
        TraceSampler sampler = new(settings, rates, "web", "prod", _ => throw new InvalidOperationException(), _ => { });
        Assert.Equal(1, sampler.Decide(Kept, Samples.Span(), TraceLevelState.Empty).State.SamplingPriority);
    }

    private (TraceLevelState State, SamplingDecision Decision) Decide(TraceId128 id, params object?[] tags) =>
        Sampler().Decide(id, Samples.Span(tags), TraceLevelState.Empty);

    private TraceSampler Sampler() => new(
        settings, rates, "web", "prod", span => new SpanIdentity("web", span.OperationName, span.DisplayName), _ => { });
}
