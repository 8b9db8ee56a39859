using System.Text;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public sealed class DatadogTagsHeaderTests
{
    private static readonly PropagatedTags Tags = PropagatedTags.Empty.With("_dd.p.a", "b");

    [Fact]
    public void Two_traces_of_one_second_share_what_their_tags_write()
    {
        TraceLevelState state = new() { Tags = Tags };
        var header = state.DatadogTags(3, 512);
        Assert.Equal("_dd.p.a=b,_dd.p.tid=0000000000000003", Encoding.ASCII.GetString(header.Value!));
        Assert.Same(header, state.DatadogTags(3, 512));
        Assert.Equal("_dd.p.a=b,_dd.p.tid=0000000000000004", Encoding.ASCII.GetString(state.DatadogTags(4, 512).Value!));
        Assert.Equal("inject_max_size", state.DatadogTags(4, 8).Error);
    }

    [Fact]
    public void New_traces_that_are_decided_alike_share_their_state_unless_one_could_not_write_it()
    {
        TraceLevelState? shared = null;
        var kept = TraceLevelState.Shared(ref shared, 1, Tags);
        Assert.Same(kept, TraceLevelState.Shared(ref shared, 1, Tags));
        Assert.Equal((2, Tags), (TraceLevelState.Shared(ref shared, 2, Tags).SamplingPriority, kept.Tags));
        kept = TraceLevelState.Shared(ref shared, 1, Tags);
        Assert.Equal("disabled", kept.DatadogTags(1, 0).Error);
        Assert.Null(TraceLevelState.Shared(ref shared, 1, Tags).PropagationError);
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
        DatadogTagsHeader header = new(0, PropagatedTags.Empty.With(name, value), maxLength);
        Assert.Equal(error, header.Error);
        Assert.Equal(error is null, header.Value is not null);
    }

    [Fact]
    public void No_tags_are_no_error() => Assert.Null(new DatadogTagsHeader(0, PropagatedTags.Empty, 0).Error);

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
