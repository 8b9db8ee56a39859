using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class DatadogFormatTests
{
    [Theory]
    [InlineData("1", 1UL)]
    [InlineData(" 42\t", 42UL)]
    [InlineData("+42", 42UL)]
    [InlineData("00042", 42UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("18446744073709551616", null)]
    [InlineData("99999999999999999999999999999999999999999999999999", null)]
    [InlineData("0", null)]
    [InlineData("-0", null)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    [InlineData(" ", null)]
    [InlineData("1.0", null)]
    [InlineData("1e3", null)]
    [InlineData("1,000", null)]
    [InlineData("0x10", null)]
    [InlineData("12ab", null)]
    [InlineData("\u0661", null)] // a digit, but not ours
    [InlineData("4\u00002", null)]
    [InlineData(null, null)]
    public void Trace_id_is_a_positive_decimal_number_or_there_is_no_context(string? text, ulong? expected)
    {
        var context = Extract(("x-datadog-trace-id", text), ("x-datadog-parent-id", "2"));
        Assert.Equal(expected, context?.TraceId);
        Assert.Equal(expected is null ? null : new TraceId128(0, expected.Value), context?.TraceId128);
    }

    [Fact]
    public void Without_a_trace_id_there_is_no_context() => Assert.Null(Extract(("x-datadog-parent-id", "2"), ("x-datadog-sampling-priority", "1")));

    [Theory]
    [InlineData("2", 2UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("18446744073709551616", 0UL)]
    [InlineData("-2", 0UL)]
    [InlineData("two", 0UL)]
    [InlineData("", 0UL)]
    [InlineData(null, 0UL)]
    public void Parent_id_that_cannot_be_read_is_0(string? text, ulong expected) =>
        Assert.Equal(expected, Extract(("x-datadog-trace-id", "1"), ("x-datadog-parent-id", text))!.SpanId);

    [Theory]
    [InlineData("-1", -1)]
    [InlineData("0", 0)]
    [InlineData("2", 2)]
    [InlineData(" 1 ", 1)]
    [InlineData("77", 77)] // not documented, carried on all the same
    [InlineData("-2147483648", int.MinValue)]
    [InlineData("2147483648", null)]
    [InlineData("1.0", null)]
    [InlineData("true", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Priority_is_any_32_bit_integer(string? text, int? expected) =>
        Assert.Equal(expected, (int?)Extract(("x-datadog-trace-id", "1"), ("x-datadog-sampling-priority", text))!.SamplingPriority);

    [Fact]
    public void Of_several_numbers_the_first_that_can_be_read_counts()
    {
        var context = Extract(
            ("x-datadog-trace-id", "x"), ("x-datadog-trace-id", ""), ("x-datadog-trace-id", "7"), ("x-datadog-trace-id", "8"),
            ("x-datadog-parent-id", null), ("x-datadog-parent-id", "9"),
            ("x-datadog-sampling-priority", "a"), ("x-datadog-sampling-priority", "2"))!;
        Assert.Equal((7UL, 9UL, SamplingPriority.UserKeep), (context.TraceId, context.SpanId, context.SamplingPriority));
    }

    [Theory]
    [InlineData("rum", "rum")]
    [InlineData(" synthetics~;,=web ", " synthetics~;,=web ")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Origin_is_taken_as_it_is(string? text, string? expected) =>
        Assert.Equal(expected, Extract(("x-datadog-trace-id", "1"), ("x-datadog-origin", text))!.Origin);

    [Fact]
    public void Of_several_texts_the_first_that_is_not_empty_counts()
    {
        var context = Extract(
            ("x-datadog-trace-id", "1"), ("x-datadog-origin", ""), ("x-datadog-origin", "a"), ("x-datadog-origin", "b"),
            ("x-datadog-tags", null), ("x-datadog-tags", "_dd.p.a=b"), ("x-datadog-tags", "_dd.p.c=d"))!;
        Assert.Equal("a", context.Origin);
        Assert.Equal([new("_dd.p.a", "b")], context.PropagatedTags);
    }

    [Fact]
    public void Upper_half_of_the_trace_id_comes_from_its_tag()
    {
        var context = Extract(("x-datadog-trace-id", "1"), ("x-datadog-tags", "_dd.p.tid=640cfd8d00000000,_dd.p.dm=-4"))!;
        Assert.Equal(new TraceId128(0x640cfd8d00000000, 1), context.TraceId128);
        Assert.Equal([new("_dd.p.dm", "-4")], context.PropagatedTags);
        Assert.True(context.IsRemote);
        Assert.Null(context.ServiceName);
    }

    [Theory]
    [InlineData("_dd.p.tid=640cfd8d0000000g")]
    [InlineData("_dd.p.tid=short")]
    [InlineData("garbage")]
    public void Broken_tags_leave_a_trace_of_64_bits(string tags) =>
        Assert.Equal(new TraceId128(0, 1), Extract(("x-datadog-trace-id", "1"), ("x-datadog-tags", tags))!.TraceId128);

    [Fact]
    public void Writes_its_headers_in_order()
    {
        SpanContext context = new(new TraceId128(0xA, ulong.MaxValue), 5, new TraceLevelState
        {
            SamplingPriority = -1, Origin = "rum", Tags = PropagatedTags.Empty.With("_dd.p.a", "b").With("_dd.p.dm", "-4"),
        });
        var headers = Inject(context);
        Assert.Equal(["x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-origin", "x-datadog-sampling-priority", "x-datadog-tags"], headers.Names);
        Assert.Equal("18446744073709551615", headers["x-datadog-trace-id"]);
        Assert.Equal("5", headers["x-datadog-parent-id"]);
        Assert.Equal("rum", headers["x-datadog-origin"]);
        Assert.Equal("-1", headers["x-datadog-sampling-priority"]);
        Assert.Equal("_dd.p.dm=-4,_dd.p.a=b,_dd.p.tid=000000000000000a", headers["x-datadog-tags"]);
    }

    [Fact]
    public void Writes_only_ids_when_nothing_else_is_known() =>
        Assert.Equal(["x-datadog-trace-id", "x-datadog-parent-id"], Inject(new SpanContext(1, 2)).Names);

    private static SpanContext? Extract(params (string, string?)[] headers)
    {
        Headers.Reader reader = new(new Headers(headers));
        return DatadogFormat.TryExtract(ref reader, out var context) ? context.ToSpanContext() : null;
    }

    private static Headers Inject(SpanContext context)
    {
        Headers headers = [];
        Headers.Writer writer = new(headers);
        DatadogFormat.Inject(ref writer, context.TraceId128, context.SpanId, context.Trace, PropagatedTagsHeader.MaxLength);
        return headers;
    }
}
