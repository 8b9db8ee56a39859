using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class B3MultiFormatTests
{
    private const string TraceId = "640cfd8d00000000a0b1c2d3e4f50607";
    private const string SpanId = "00f067aa0ba902b7";
    private static readonly PropagationSettings Only = Settings.Of(PropagationStyle.B3Multi);

    [Theory]
    [InlineData(TraceId, SpanId, TraceId)]
    [InlineData("a0b1c2d3e4f50607", SpanId, "0000000000000000a0b1c2d3e4f50607")]
    [InlineData("640CFD8D00000000A0B1C2D3E4F50607", "00F067AA0BA902B7", TraceId)]
    [InlineData($" {TraceId}\t", $"\t{SpanId} ", TraceId)]
    public void Reads_ids(string traceId, string spanId, string expected)
    {
        var context = Extract(("x-b3-traceid", traceId), ("x-b3-spanid", spanId))!;
        Assert.Equal((expected, 0x00f067aa0ba902b7UL, null), (context.TraceId128.ToString(), context.SpanId, context.SamplingPriority));
        Assert.Equal((true, null, null, null), (context.IsRemote, context.Origin, context.OtherTraceState, context.LastParentId));
        Assert.Empty(context.PropagatedTags);
    }

    [Theory]
    [InlineData(null, SpanId)]
    [InlineData(TraceId, null)]
    [InlineData("", SpanId)]
    [InlineData(TraceId, "")]
    [InlineData(TraceId, " ")]
    [InlineData("00000000000000000000000000000000", SpanId)]
    [InlineData("0000000000000000", SpanId)]
    [InlineData("640cfd8d00000000a0b1c2d3e4f5060", SpanId)]
    [InlineData("640cfd8d00000000a0b1c2d3e4f5060g", SpanId)]
    [InlineData("7", SpanId)]
    [InlineData(TraceId, "00f067aa0ba902b")]
    [InlineData(TraceId, "00f067aa0ba902b70")]
    [InlineData(TraceId, "00f067aa0ba902bg")]
    [InlineData(TraceId, TraceId)]
    public void Without_sound_ids_there_is_no_context(string? traceId, string? spanId) =>
        Assert.Null(Extract(("x-b3-traceid", traceId), ("x-b3-spanid", spanId), ("x-b3-sampled", "1")));

    [Fact]
    public void A_span_id_of_zero_gives_the_trace() =>
        Assert.Equal(0UL, Extract(("x-b3-traceid", TraceId), ("x-b3-spanid", "0000000000000000"))!.SpanId);

    [Theory]
    [InlineData("1", null, 1)]
    [InlineData("0", null, 0)]
    [InlineData(" 1\t", null, 1)]
    [InlineData("true", null, 1)]
    [InlineData("false", null, 0)]
    [InlineData("d", null, 2)]
    [InlineData(null, null, null)]
    [InlineData("", null, null)]
    [InlineData("maybe", null, null)]
    [InlineData(null, "1", 2)] // debug
    [InlineData("0", "1", 2)]
    [InlineData("1", " 1 ", 2)]
    [InlineData("0", "0", 0)]
    [InlineData("1", "2", 1)]
    [InlineData("1", "true", 1)]
    [InlineData(null, "0", null)]
    public void Debug_goes_before_the_sampling_state(string? sampled, string? flags, int? expected) => Assert.Equal(
        expected,
        (int?)Extract(("x-b3-traceid", TraceId), ("x-b3-spanid", SpanId), ("x-b3-sampled", sampled), ("x-b3-flags", flags))!.SamplingPriority);

    [Fact]
    public void The_first_value_that_is_not_empty_counts()
    {
        var context = Extract(
            ("x-b3-traceid", null), ("x-b3-traceid", ""), ("x-b3-traceid", TraceId), ("x-b3-traceid", "1"),
            ("x-b3-spanid", SpanId), ("x-b3-spanid", "0000000000000001"), ("x-b3-sampled", ""), ("x-b3-sampled", "0"), ("x-b3-sampled", "1"));
        Assert.Equal((TraceId, 0x00f067aa0ba902b7UL, SamplingPriority.AutoReject), (context!.TraceId128.ToString(), context.SpanId, context.SamplingPriority));
        Assert.Null(Extract(("x-b3-traceid", "1"), ("x-b3-traceid", TraceId), ("x-b3-spanid", SpanId)));
    }

    [Theory]
    [InlineData(0x640cfd8d00000000UL, null, TraceId, "1")]
    [InlineData(0x640cfd8d00000000UL, -1, TraceId, "0")]
    [InlineData(0UL, 2, "0000000000000000a0b1c2d3e4f50607", "1")]
    public void Writes_three_headers(ulong upper, int? priority, string traceId, string sampled)
    {
        SpanContext context = new(new TraceId128(upper, 0xa0b1c2d3e4f50607), 0x00f067aa0ba902b7, new TraceLevelState
        {
            SamplingPriority = priority, Origin = "rum", Tags = PropagatedTags.Empty.With("_dd.p.dm", "-4"), OtherTraceState = "a=b",
        });
        Assert.Equal(
            new Headers([("x-b3-traceid", traceId), ("x-b3-spanid", SpanId), ("x-b3-sampled", sampled)]).Select(Text), Headers.Inject(context, Only).Select(Text));
    }

    private static string Text((string Name, byte[]? Value) header) => $"{header.Name}={System.Text.Encoding.UTF8.GetString(header.Value!)}";

    private static SpanContext? Extract(params (string, string?)[] headers) => new Headers(headers).Extract(Only);
}
