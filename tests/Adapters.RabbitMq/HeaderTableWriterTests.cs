namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class HeaderTableWriterTests
{
    [Fact]
    public void The_first_write_takes_the_earlier_context_out_and_leaves_the_rest()
    {
        var headers = Headers();
        HeaderTableWriter writer = new(headers);
        Assert.Equal(0, writer.Bytes);
        Assert.Equal(3, headers.Count);

        writer.Write("tracestate", "dd=s:1"u8);
        writer.Write("traceparent", "00"u8);

        Assert.Equal(29, writer.Bytes);
        Assert.Equal(["tenant", "traceparent", "tracestate"], headers.Keys.Order());
        Assert.Equal("dd=s:1"u8.ToArray(), headers["tracestate"]);
    }

    [Fact]
    public void Baggage_alone_leaves_the_callers_own_context()
    {
        var headers = Headers();
        HeaderTableWriter writer = new(headers);
        writer.Write("baggage", "a=b"u8);

        Assert.Equal(["baggage", "tenant", "tracestate", "x-datadog-origin"], headers.Keys.Order());
    }

    [Fact]
    public void A_shared_value_is_not_copied()
    {
        TracedHeaders headers = [];
        HeaderTableWriter writer = new(headers);
        var value = "1"u8.ToArray();
        writer.WriteShared("x-datadog-sampling-priority", value);
        Assert.Same(value, headers["x-datadog-sampling-priority"]);
    }

    private static TracedHeaders Headers()
    {
        TracedHeaders headers = [];
        headers.CopyFrom(new Dictionary<string, object?> { ["x-datadog-origin"] = "rum", ["tracestate"] = "a=b", ["tenant"] = "a" });
        return headers;
    }
}
