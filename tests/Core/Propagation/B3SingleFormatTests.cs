using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class B3SingleFormatTests
{
    private const string TraceId = "640cfd8d00000000a0b1c2d3e4f50607";
    private const string Short = "a0b1c2d3e4f50607";
    private const string SpanId = "00f067aa0ba902b7";
    private static readonly PropagationSettings Only = Settings.Of(PropagationStyle.B3Single);

    [Theory]
    [InlineData($"{TraceId}-{SpanId}-1", TraceId, 1)]
    [InlineData($"{TraceId}-{SpanId}-0", TraceId, 0)]
    [InlineData($"{TraceId}-{SpanId}-d", TraceId, 2)]
    [InlineData($"{TraceId}-{SpanId}", TraceId, null)]
    [InlineData($"{TraceId}-{SpanId}-", TraceId, null)]
    [InlineData($"{TraceId}-{SpanId}-x", TraceId, null)]
    [InlineData($"{TraceId}-{SpanId}-10", TraceId, null)]
    [InlineData($"{TraceId}-{SpanId}-1-05e3ac9a4f6e3b90", TraceId, 1)]
    [InlineData($"{TraceId}-{SpanId}-d-05e3ac9a4f6e3b90", TraceId, 2)]
    [InlineData($"{TraceId}-{SpanId}-0-05e3ac9a4f6e3b90", TraceId, 0)]
    [InlineData($"{Short}-{SpanId}-1", $"0000000000000000{Short}", 1)]
    [InlineData($"{Short}-{SpanId}-0-05e3ac9a4f6e3b90", $"0000000000000000{Short}", 0)]
    [InlineData($"{Short}-{SpanId}", $"0000000000000000{Short}", null)]
    [InlineData($" \t{TraceId}-{SpanId}-1 ", TraceId, 1)]
    [InlineData("640CFD8D00000000A0B1C2D3E4F50607-00F067AA0BA902B7-1", TraceId, 1)]
    public void Reads_a_context(string header, string traceId, int? priority)
    {
        var context = Extract(header)!;
        Assert.Equal((traceId, 0x00f067aa0ba902b7UL, priority), (context.TraceId128.ToString(), context.SpanId, (int?)context.SamplingPriority));
        Assert.Equal((true, null, null), (context.IsRemote, context.Origin, context.LastParentId));
    }

    [Theory]
    [InlineData("0")] // no trace, only the wish that there be none
    [InlineData("1")]
    [InlineData("d")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("---")]
    [InlineData(TraceId)]
    [InlineData($"{TraceId}-")]
    [InlineData($"-{SpanId}-1")]
    [InlineData($"{TraceId}-1")]
    [InlineData($"00000000000000000000000000000000-{SpanId}-1")]
    [InlineData($"0000000000000000-{SpanId}-1")]
    [InlineData($"{TraceId}0-{SpanId}-1")]
    [InlineData($"640cfd8d00000000a0b1c2d3e4f5060g-{SpanId}-1")]
    [InlineData($"{TraceId}-00f067aa0ba902bg-1")]
    [InlineData($"{TraceId}-00f067aa0ba902b-1")]
    [InlineData($"{TraceId}-{SpanId}0-1")]
    [InlineData($"{TraceId}-{SpanId}_1")]
    [InlineData($"{TraceId}_{SpanId}-1")]
    [InlineData($"{TraceId}--{SpanId}-1")]
    public void Refuses_what_is_no_context(string header) => Assert.Null(Extract(header));

    [Fact]
    public void A_span_id_of_zero_gives_the_trace() => Assert.Equal((TraceId, 0UL), Extract($"{TraceId}-0000000000000000-1") is { } context
        ? (context.TraceId128.ToString(), context.SpanId)
        : default);

    [Fact]
    public void A_long_header_is_no_context()
    {
        Assert.Null(Extract(new string('0', 5000)));
        Assert.Null(Extract(new string('a', 20_000) + $"-{SpanId}-1"));
    }

    [Fact]
    public void The_first_value_that_is_not_empty_counts()
    {
        Assert.Equal(1UL, new Headers([("b3", ""), ("b3", $"{TraceId}-0000000000000001-1"), ("b3", $"{TraceId}-{SpanId}-1")]).Extract(Only)!.SpanId);
        Assert.Null(new Headers([("b3", "0"), ("b3", $"{TraceId}-{SpanId}-1")]).Extract(Only));
    }

    [Theory]
    [InlineData(0x640cfd8d00000000UL, null, $"{TraceId}-{SpanId}-1")]
    [InlineData(0x640cfd8d00000000UL, 2, $"{TraceId}-{SpanId}-1")]
    [InlineData(0UL, 0, $"0000000000000000{Short}-{SpanId}-0")]
    public void Writes_one_header(ulong upper, int? priority, string expected)
    {
        SpanContext context = new(
            new TraceId128(upper, 0xa0b1c2d3e4f50607), 0x00f067aa0ba902b7, new Core.Propagation.TraceLevelState { SamplingPriority = priority });
        var headers = Headers.Inject(context, Only);
        Assert.Equal(["b3"], headers.Names);
        Assert.Equal(expected, headers["b3"]);
    }

    private static SpanContext? Extract(string header) => new Headers([("b3", header)]).Extract(Only);
}
