using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class TraceContextFormatTests
{
    private const string TraceId = "640cfd8d00000000a0b1c2d3e4f50607";
    private const string SpanId = "00f067aa0ba902b7";

    [Theory]
    [InlineData($"00-{TraceId}-{SpanId}-01", 1)]
    [InlineData($"00-{TraceId}-{SpanId}-00", 0)]
    [InlineData($"00-{TraceId}-{SpanId}-02", 0)] // only bit 0 says "sampled"
    [InlineData($"00-{TraceId}-{SpanId}-03", 1)]
    [InlineData($"00-{TraceId}-{SpanId}-ff", 1)]
    [InlineData($" \t00-{TraceId}-{SpanId}-01 ", 1)]
    [InlineData($"cc-{TraceId}-{SpanId}-01", 1)]
    [InlineData($"01-{TraceId}-{SpanId}-01-what-the-future-brings", 1)]
    [InlineData("00-640CFD8D00000000A0B1C2D3E4F50607-00F067AA0BA902B7-01", 1)]
    public void Reads_traceparent(string header, int priority)
    {
        var context = Extract(("traceparent", header))!;
        Assert.Equal(TraceId, context.TraceId128.ToString());
        Assert.Equal(0x00f067aa0ba902b7UL, context.SpanId);
        Assert.Equal(priority, (int?)context.SamplingPriority);
        Assert.True(context.IsRemote);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData($"00-{TraceId}-{SpanId}")]
    [InlineData($"00-{TraceId}-{SpanId}-0")]
    [InlineData($"00-{TraceId}-{SpanId}-010")]
    [InlineData($"00-{TraceId}-{SpanId}-01-")]
    [InlineData($"01-{TraceId}-{SpanId}-01x")]
    [InlineData($"ff-{TraceId}-{SpanId}-01")]
    [InlineData($"FF-{TraceId}-{SpanId}-01")]
    [InlineData($"0g-{TraceId}-{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}-0g")]
    [InlineData($"00_{TraceId}-{SpanId}-01")]
    [InlineData($"00-{TraceId}_{SpanId}-01")]
    [InlineData($"00-{TraceId}-{SpanId}_01")]
    [InlineData($"00-00000000000000000000000000000000-{SpanId}-01")]
    [InlineData($"00-{TraceId}-0000000000000000-01")]
    [InlineData($"00-640cfd8d00000000a0b1c2d3e4f5060g-{SpanId}-01")]
    [InlineData($"00-{TraceId}-00f067aa0ba902bg-01")]
    [InlineData($"00-{TraceId}-+0f067aa0ba902b7-01")]
    [InlineData($"00-{TraceId}-{SpanId}-01\n")]
    [InlineData("00-\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9-00f067aa0ba902b7-01")]
    public void Refuses_what_is_no_traceparent(string header) => Assert.Null(Extract(("traceparent", header)));

    [Fact]
    public void Takes_exactly_one_traceparent()
    {
        const string Header = $"00-{TraceId}-{SpanId}-01";
        Assert.NotNull(Extract(("traceparent", Header)));
        Assert.Null(Extract(("tracestate", "dd=s:1")));
        Assert.Null(Extract(("traceparent", Header), ("traceparent", Header)));
        Assert.Null(Extract(("traceparent", null)));
    }

    [Theory]
    [InlineData(null, "01")]
    [InlineData(2, "01")]
    [InlineData(1, "01")]
    [InlineData(0, "00")]
    [InlineData(-1, "00")]
    public void Writes_traceparent_with_the_decision(int? priority, string flags) => Assert.Equal(
        $"00-{TraceId}-{SpanId}-{flags}",
        Inject(new TraceLevelState { SamplingPriority = priority })["traceparent"]);

    [Fact]
    public void Writes_no_parent_id_of_zero_which_W3C_and_the_others_forbid()
    {
        Headers headers = [];
        Headers.Writer writer = new(headers);
        new SpanContextInjector(new PropagationSettings { Inject = [PropagationStyle.TraceContext, PropagationStyle.B3Multi, PropagationStyle.B3Single, PropagationStyle.XRay] })
            .Inject(ref writer, new SpanContext(1, 0));
        Assert.Empty(headers);
    }

    [Fact]
    public void Writes_tracestate_with_our_member_first() => Assert.Equal(
        $"dd=s:2;o:rum;p:{SpanId};t.dm:-4,key1=value1,key2=value2",
        Inject(new TraceLevelState
        {
            SamplingPriority = 2, Origin = "rum", Tags = PropagatedTags.Empty.With("_dd.p.dm", "-4"), OtherTraceState = "key1=value1,key2=value2",
        })["tracestate"]);

    [Theory]
    [InlineData(600, 'a')]
    [InlineData(300, '\u00e9')] // more bytes than characters
    [InlineData(5000, '\uffff')]
    public void Writes_a_tracestate_of_any_length_whole(int length, char character)
    {
        string other = "k=" + new string(character, length);
        Assert.Equal($"dd=p:{SpanId},{other}", Inject(new TraceLevelState { OtherTraceState = other })["tracestate"]);
    }

    private static SpanContext? Extract(params (string, string?)[] headers)
    {
        Headers.Reader reader = new(new Headers(headers));
        return TraceContextFormat.TryExtract(ref reader, out var context) ? context.ToSpanContext() : null;
    }

    private static Headers Inject(TraceLevelState trace)
    {
        Headers headers = [];
        Headers.Writer writer = new(headers);
        TraceContextFormat.Inject(ref writer, new TraceId128(0x640cfd8d00000000, 0xa0b1c2d3e4f50607), 0x00f067aa0ba902b7, trace);
        return headers;
    }
}
