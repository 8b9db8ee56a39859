namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class HeaderTableWriterTests
{
    [Fact]
    public void The_first_write_takes_the_earlier_context_out_and_leaves_the_rest()
    {
        Dictionary<string, object?> headers = new() { ["x-datadog-origin"] = "rum", ["tracestate"] = "a=b", ["tenant"] = "a" };
        HeaderTableWriter writer = new(headers);
        Assert.False(writer.HasWritten);
        Assert.Equal(3, headers.Count);

        writer.Write("tracestate", "dd=s:1"u8);
        writer.Write("traceparent", "00"u8);

        Assert.True(writer.HasWritten);
        Assert.Equal(["tenant", "traceparent", "tracestate"], headers.Keys.Order());
        Assert.Equal("dd=s:1"u8.ToArray(), headers["tracestate"]);
    }
}
