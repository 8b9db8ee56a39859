using Waybill.Demo;
using Waybill.LocalAgent.Model;

namespace Waybill.EndToEnd.Tests;

/// <summary>The four processes over the three brokers, checked by the spans that the agent received.</summary>
public sealed class OrderPipelineTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryOrderIsOneTraceOfFourServicesOverThreeBrokers()
    {
        await using var pipeline = await Skip.WithoutBrokersAsync(() => Pipeline.StartAsync(output.WriteLine, Stop));
        var result = await DemoRun.RunAsync(pipeline, output.WriteLine, Stop);

        Assert.Empty(result.Problems);
        Assert.True(result.Orders >= 20);
        Assert.Equal(result.Orders, result.Complete);
        Assert.Equal(result.Orders, result.Traces.Values.Select(trace => trace.TraceId).Distinct().Count());
        foreach (var (order, trace) in result.Traces)
        {
            if (trace.Spans.Any(span => span.Error != 0))
            {
                AssertFailed(trace);
            }
            else
            {
                AssertShipped(order, trace);
            }
        }

        Assert.Single(result.Traces.Values, trace => trace.Spans.Any(span => span.Error != 0));
        Assert.All(result.Counts.Values, count => Assert.True(count.Ended > 0 && count.Ended == count.Accepted, count.ToString()));
    }

    [Fact]
    public async Task WithoutAnAgentTheOrdersArriveAndTheirSpansFollowWhenItComes()
    {
        await using var pipeline = await Skip.WithoutBrokersAsync(() => Pipeline.StartAsync(output.WriteLine, Stop, withAgent: false));
        var orders = OrderFile.Read().Orders;
        await DemoRun.PostAsync(pipeline.Storefront, new OrderFile(orders), Stop);
        await pipeline.WaitForOutputAsync("notifier", line => line.Contains("is on its way", StringComparison.Ordinal), orders.Count(o => o.IsValid), Stop);

        await pipeline.StartAgentAsync(output.WriteLine, Stop);
        var result = await DemoRun.CollectAsync(pipeline, new OrderFile(orders), Stop);

        Assert.Empty(result.Problems);
        Assert.All(result.Counts.Values, count => Assert.Equal(count.Ended, count.Accepted));
    }

    /// <summary>The chain of parents, hop by hop.</summary>
    private static void AssertShipped(string order, Trace trace)
    {
        var request = One(trace, "storefront", "aspnet_core.request");
        var produce = One(trace, "storefront", "kafka.produce");
        var consume = One(trace, "fulfilment", "kafka.consume");
        var fulfil = One(trace, "fulfilment", "kafka.process");
        var publish = One(trace, "fulfilment", "amqp.command");
        var deliver = One(trace, "shipping", "amqp.command");
        var send = One(trace, "shipping", "sqs.request");
        var notify = One(trace, "notifier", "aws_sqs.process");

        Assert.Equal(0UL, request.ParentId);
        Assert.Equal(request.SpanId, produce.ParentId);
        Assert.Equal(produce.SpanId, consume.ParentId);
        Assert.Equal(produce.SpanId, fulfil.ParentId);
        Assert.Equal(fulfil.SpanId, publish.ParentId);
        Assert.Equal(publish.SpanId, deliver.ParentId);
        Assert.Equal(deliver.SpanId, send.ParentId);
        Assert.Equal(send.SpanId, notify.ParentId);

        Assert.Equal("basic.publish shipping -> parcel", publish.Resource);
        Assert.Equal("Produce Topic orders", produce.Resource);
        Assert.Equal("SQS.SendMessage", send.Resource);
        Assert.Equal("demo", request.Meta["env"]);
        Assert.All([request, fulfil, deliver, notify], span => Assert.Equal(order, span.Meta["order.id"]));
        Assert.All([consume, deliver, notify], span => Assert.InRange(span.Metrics["message.queue_time_ms"], 0, 60_000));
        Assert.All([produce, publish, send], span => Assert.Equal("producer", span.Meta["span.kind"]));
        Assert.All(trace.Spans, span => Assert.DoesNotContain("000000000000000000", trace.TraceId, StringComparison.Ordinal));
    }

    private static void AssertFailed(Trace trace)
    {
        var fulfil = One(trace, "fulfilment", "kafka.process");
        Assert.Equal(1, fulfil.Error);
        Assert.Equal("OrderPipeline.InvalidOrderException", fulfil.Meta["error.type"]);
        Assert.Contains("at least 1 can be shipped", fulfil.Meta["error.message"], StringComparison.Ordinal);
        Assert.Contains("EnsureShippable", fulfil.Meta["error.stack"], StringComparison.Ordinal);
        Assert.DoesNotContain(trace.Spans, span => span.Service is "shipping" or "notifier");
    }

    private static TraceSpan One(Trace trace, string service, string operation) =>
        Assert.Single(trace.Spans, span => span.Service == service && span.Name == operation);
}
