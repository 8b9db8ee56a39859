using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class SpanContextInjectorTests
{
    [Fact]
    public void Writes_both_formats_in_order() => Assert.Equal(
        ["x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority", "traceparent", "tracestate"],
        Headers.Inject(new SpanContext(1, 2, SamplingPriority.AutoKeep)).Names);

    [Fact]
    public void Without_an_identity_nothing_is_written() => Assert.Empty(Headers.Inject(SpanContext.None));

    [Fact]
    public void Writes_through_a_delegate()
    {
        Dictionary<string, string> headers = [];
        new SpanContextInjector().Inject(headers, (carrier, name, value) => carrier[name] = value, new SpanContext(1, 2, SamplingPriority.UserKeep));
        Assert.Equal("1", headers["x-datadog-trace-id"]);
        Assert.Equal("00-00000000000000000000000000000001-0000000000000002-01", headers["traceparent"]);
        Assert.Equal("dd=s:2;p:0000000000000002", headers["tracestate"]);
    }

    [Fact]
    public void A_delegate_that_throws_costs_only_that_header()
    {
        List<string> names = [];
        new SpanContextInjector().Inject(
            names,
            (carrier, name, _) => carrier.Add(name == "x-datadog-parent-id" ? throw new NotSupportedException(name) : name),
            new SpanContext(1, 2));
        Assert.Equal(["x-datadog-trace-id", "traceparent", "tracestate"], names);
    }

    [Fact]
    public void A_context_of_another_kind_is_taken_by_its_ids()
    {
        Dictionary<string, string> headers = [];
        new SpanContextInjector().Inject(headers, (carrier, name, value) => carrier[name] = value, new OtherContext());
        Assert.Equal(("7", "8", false), (headers["x-datadog-trace-id"], headers["x-datadog-parent-id"], headers.ContainsKey("x-datadog-sampling-priority")));
    }

    [Fact]
    public void Null_arguments_are_refused()
    {
        SpanContextInjector injector = new();
        SpanContext context = new(1, 2);
        Assert.Throws<ArgumentNullException>(() => injector.Inject((string)null!, (_, _, _) => { }, context));
        Assert.Throws<ArgumentNullException>(() => injector.Inject("", null!, context));
        Assert.Throws<ArgumentNullException>(() => injector.Inject("", (_, _, _) => { }, null!));
    }

    [Fact]
    public void A_local_span_takes_the_current_baggage_and_what_came_in_its_own()
    {
        Baggage.Current = Baggage.Create([new("current", "1")]);
        SpanContext local = new(new TraceId128(0, 1), 2, TraceLevelState.Empty);
        Assert.Equal("current=1", Headers.Inject(local)["baggage"]);
        var came = new Headers([("x-datadog-trace-id", "1"), ("baggage", "a=%41b")]).Extract()!;
        Assert.Equal("a=Ab", Headers.Inject(came)["baggage"]);
        Baggage.Current = default;
    }

    [Theory]
    [InlineData(512, "_dd.p.dm=-4,_dd.p.tid=000000000000000a")]
    [InlineData(38, "_dd.p.dm=-4,_dd.p.tid=000000000000000a")]
    [InlineData(37, null)]
    [InlineData(0, null)]
    public void Tags_that_are_longer_than_allowed_are_left_out_whole(int limit, string? expected)
    {
        SpanContext context = new(new TraceId128(10, 1), 2, new TraceLevelState { SamplingPriority = 2, Tags = PropagatedTags.Empty.With("_dd.p.dm", "-4") });
        var headers = Headers.Inject(context, Settings.Of(settings => settings.MaxTagsLength = limit));
        Assert.Equal(expected, headers["x-datadog-tags"]);
        Assert.Equal("dd=s:2;p:0000000000000002;t.dm:-4", headers["tracestate"]); // which has no such limit
    }

    private sealed class OtherContext : ISpanContext
    {
        public ulong TraceId => 7;

        public ulong SpanId => 8;

        public string? ServiceName => null;
    }
}
