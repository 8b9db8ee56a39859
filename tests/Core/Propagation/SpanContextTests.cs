namespace Waybill.Core.Tests.Propagation;

public class SpanContextTests
{
    [Fact]
    public void Holds_the_ids_that_it_was_made_from()
    {
        SpanContext context = new(1, 2, SamplingPriority.UserKeep, "orders");
        Assert.Equal((new TraceId128(0, 1), 1UL, 2UL), (context.TraceId128, context.TraceId, context.SpanId));
        Assert.Equal((SamplingPriority.UserKeep, "orders"), (context.SamplingPriority, context.ServiceName));
        Assert.Equal((null, null), (context.Origin, context.OtherTraceState));
        Assert.Empty(context.PropagatedTags);
        Assert.Empty(context.Links);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0UL)]
    public void Takes_a_random_trace_id_when_none_is_given(ulong? traceId)
    {
        SpanContext first = new(traceId, 2), second = new(traceId, 2);
        Assert.False(first.TraceId128.IsZero);
        Assert.NotEqual(first.TraceId128, second.TraceId128);
        Assert.Null(first.SamplingPriority);
    }

    [Fact]
    public void None_has_no_identity() => Assert.Equal((true, 0UL), (SpanContext.None.TraceId128.IsZero, SpanContext.None.SpanId));
}
