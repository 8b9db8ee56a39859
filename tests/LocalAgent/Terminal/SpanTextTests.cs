using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Terminal;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Terminal;

public sealed class SpanTextTests
{
    [Theory]
    [InlineData("12.5", 12.5)]
    [InlineData("0", 0.0)]
    [InlineData("soon", null)]
    [InlineData("-3", null)]
    [InlineData("Infinity", null)]
    public void The_queue_time_may_be_a_text(string text, double? expected)
    {
        TraceSpan span = Samples.Span(1);
        span.Meta["message.queue_time_ms"] = text;
        Assert.Equal(expected, SpanText.QueueTime(span));
    }

    [Fact]
    public void The_metric_goes_before_the_text()
    {
        TraceSpan span = Samples.Span(1);
        Assert.Null(SpanText.QueueTime(span));
        span.Meta["message.queue_time_ms"] = "1";
        span.Metrics["message.queue_time_ms"] = 2;
        Assert.Equal(2, SpanText.QueueTime(span));
    }

    [Theory]
    [InlineData("error.type", "Timeout", "Timeout")]
    [InlineData("error.msg", "too late", "too late")]
    [InlineData("error.message", "too late", "too late")]
    [InlineData("other", "x", "failed, with no message")]
    public void An_error_says_what_is_known(string tag, string value, string expected)
    {
        TraceSpan span = Samples.Span(1);
        span.Meta[tag] = value;
        Assert.Equal(expected, SpanText.Error(span));
    }

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(12.345, "12.35")]
    [InlineData(9999999.5, "9999999.50")]
    [InlineData(12345678, "1.2e+7")]
    public void Milliseconds_keep_their_width(double value, string expected) => Assert.Equal(expected, SpanText.Milliseconds(value));
}
