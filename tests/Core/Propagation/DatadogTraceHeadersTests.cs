using System.Text;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public sealed class DatadogTraceHeadersTests
{
    private static readonly PropagatedTags Tags = PropagatedTags.Empty.With("_dd.p.a", "b");

    [Fact]
    public void A_state_that_two_traces_share_writes_each_its_own_id()
    {
        TraceLevelState state = new() { Tags = Tags };
        var first = state.DatadogHeaders(new TraceId128(1, 2), 512);
        var second = state.DatadogHeaders(new TraceId128(3, 4), 512);
        Assert.Equal("2", Encoding.ASCII.GetString(first.TraceId));
        Assert.Equal("4", Encoding.ASCII.GetString(second.TraceId));
        Assert.Equal("_dd.p.a=b,_dd.p.tid=0000000000000003", Encoding.ASCII.GetString(second.Tags!));
        Assert.Same(second, state.DatadogHeaders(new TraceId128(3, 4), 512));
    }

    [Fact]
    public void Two_traces_of_one_second_share_what_their_tags_write()
    {
        TraceLevelState state = new() { Tags = Tags };
        var first = state.DatadogHeaders(new TraceId128(1, 2), 512);
        Assert.Same(first.Tags, state.DatadogHeaders(new TraceId128(1, 3), 512).Tags);
        Assert.Equal("inject_max_size", state.DatadogHeaders(new TraceId128(1, 3), 8).Error);
    }

    [Fact]
    public void Traces_that_are_decided_alike_share_their_state()
    {
        TraceLevelState state = new() { Tags = Tags };
        var kept = state.Decide(1, 0);
        Assert.Same(kept, state.Decide(1, 0));
        Assert.Equal("-3", state.Decide(1, 3).Tags[PropagatedTags.DecisionMaker]);
        Assert.Null(state.Decide(0, 3).Tags[PropagatedTags.DecisionMaker]);
    }

    [Theory]
    [InlineData("_dd.p.a", "b", 0, "disabled")]
    [InlineData("_dd.p.a", "b", 8, "inject_max_size")]
    [InlineData("_dd.p.a", "b,c", 512, "encoding_error")]
    [InlineData("_dd.p.a", "b", 9, null)]
    public void Says_why_there_are_no_tags(string name, string value, int maxLength, string? error)
    {
        DatadogTraceHeaders headers = new(new TraceId128(0, 1), PropagatedTags.Empty.With(name, value), maxLength);
        Assert.Equal(error, headers.Error);
        Assert.Equal(error is null, headers.Tags is not null);
    }

    [Fact]
    public void No_tags_are_no_error() => Assert.Null(new DatadogTraceHeaders(new TraceId128(0, 1), PropagatedTags.Empty, 0).Error);

    [Fact]
    public async Task The_local_root_reports_the_error()
    {
        await using TestTracer test = new(configure: settings => settings.Propagation = new PropagationSettings { MaxTagsLength = 0 });
        using (var scope = test.Tracer.StartActive("root"))
        {
            Dictionary<string, string> headers = [];
            new SpanContextInjector().Inject(headers, scope.Span.Context);
            Assert.DoesNotContain("x-datadog-tags", headers.Keys);
        }

        Assert.Equal("disabled", (await test.FlushOneAsync()).Meta["_dd.propagation_error"]);
    }
}
