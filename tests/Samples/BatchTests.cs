using Waybill.LocalAgent.Model;

namespace Waybill.Samples.Tests;

public sealed class BatchTests(ITestOutputHelper output) : SampleTest(output)
{
    private const string Refused = "the card was refused";

    [Fact]
    public async Task Kafka()
    {
        var traces = await RunAsync("batch", "kafka");

        var batch = Batches(traces, "kafka.process").Single();
        AssertLinks(batch, traces, "kafka.produce", 4);
        AssertPayments();

        // p-3: from topic to topic in one trace, each record linked to the one before.
        var refused = Refusals(traces, "kafka.process");
        var sends = Of(refused, "kafka.produce");
        var attempts = Of(refused, "kafka.process");
        Assert.Equal(
            ["payments", "payments-retry", "payments-retry", "payments-dead"], sends.Select(span => span.Resource["Produce Topic ".Length..]));
        Assert.Equal([1, 1, 1, 0], attempts.Select(span => span.Error));
        Assert.Equal(sends.Select(span => span.SpanId), attempts.Select(span => span.ParentId));
        Assert.Equal([0, .. attempts[..3].Select(span => span.SpanId)], sends.Select(span => span.ParentId));
        Assert.Equal(sends[..3].Select(span => span.SpanId), sends[1..].Select(span => Assert.Single(span.Links).SpanId));
        Assert.Equal([2, 3, 4], attempts[1..].Select(span => span.Metrics["messaging.kafka.message.attempts"]));
        Assert.All(attempts[1..], span => Assert.True(span.Metrics["message.queue_time_ms"] <= SinceParentMilliseconds(span, refused) + 1));
    }

    [Fact]
    public async Task RabbitMq()
    {
        var traces = await RunAsync("batch", "rabbitmq");

        var batches = Batches(traces, "payments.batch");
        Assert.Equal(4 + 3, batches.Sum(batch => batch.Links.Count));
        AssertLinks(batches, traces, "amqp.command", 4);
        AssertPayments();

        // p-3: all attempts and the dead letter in its trace, which the queue itself delivers again and moves.
        var refused = Refusals(traces, "amqp.command");
        var send = Of(refused, "amqp.command")[0];
        TraceSpan[] attempts = [.. Of(refused, "amqp.command").Where(span => span.Resource == "basic.deliver")];
        Assert.Equal("basic.publish <default> -> payments", send.Resource);
        Assert.Equal([1, 1, 1, 0], attempts.Select(span => span.Error));
        Assert.All(attempts, span => Assert.Equal(send.SpanId, span.ParentId));
        Assert.Equal([1, 2], attempts[1..3].Select(span => span.Metrics["amqp.delivery_count"]));
        Assert.Equal(("payments", "delivery_limit"), (attempts[3].Meta["amqp.death.queue"], attempts[3].Meta["amqp.death.reason"]));
    }

    [Fact]
    public async Task Sqs()
    {
        var traces = await RunAsync("batch", "sqs");

        var receives = Batches(traces, "sqs.request").Where(span => span.Resource == "SQS.ReceiveMessage").ToList();
        Assert.Equal(4 + 3 + 1, receives.Sum(receive => receive.Links.Count));
        AssertLinks(receives, traces, "aws_sqs.create", 4);
        AssertPayments();

        // p-3: its attempts in its trace, and the dead letter in one of its own that links to it.
        var refused = Refusals(traces, "aws_sqs.process");
        var created = Assert.Single(Of(refused, "aws_sqs.create"));
        var attempts = Of(refused, "aws_sqs.process");
        Assert.Equal([1, 1, 1], attempts.Select(span => span.Error));
        Assert.All(attempts, span => Assert.Equal(created.SpanId, span.ParentId));
        var dead = One(traces.SelectMany(trace => trace.Spans), "payments", "aws_sqs.process", "process payments-dead");
        Assert.Equal(0UL, dead.ParentId);
        Assert.Equal((refused.TraceId, created.SpanId), (Assert.Single(dead.Links).TraceId, dead.Links[0].SpanId));
    }

    /// <summary>Roots with links: one for each batch that was taken.</summary>
    private static List<TraceSpan> Batches(IReadOnlyList<Trace> traces, string operation) =>
        [.. traces.SelectMany(trace => trace.Spans)
            .Where(span => span is { ParentId: 0, Links.Count: > 0 } && span.Name == operation && !span.Resource.Contains("dead", StringComparison.Ordinal))];

    private static Trace Refusals(IReadOnlyList<Trace> traces, string operation) =>
        Assert.Single(traces, trace => trace.Spans.Count(span => span.Name == operation && IsRefusal(span)) == 3);

    private static bool IsRefusal(TraceSpan span) =>
        span.Error != 0 && span.Meta["error.message"] == Refused && span.Meta["error.type"] == "Batch.BankException";

    private static void AssertLinks(TraceSpan batch, IReadOnlyList<Trace> traces, string sendOperation, int count) =>
        AssertLinks([batch], traces, sendOperation, count);

    /// <summary>Together they link to the first span of each payment's trace, all by trace and span.</summary>
    private static void AssertLinks(List<TraceSpan> batches, IReadOnlyList<Trace> traces, string sendOperation, int count)
    {
        var sends = traces
            .SelectMany(trace => trace.Spans.Where(span => span.ParentId == 0 && span.Name == sendOperation).Select(span => (trace.TraceId, span.SpanId)))
            .Order();
        var links = batches.SelectMany(batch => batch.Links).Select(link => (link.TraceId, link.SpanId)).Distinct().Order().ToList();
        Assert.Equal(count, links.Count);
        Assert.Equal(sends, links);
    }

    private static double SinceParentMilliseconds(TraceSpan span, Trace trace) =>
        (span.Start - trace.Spans.Single(parent => parent.SpanId == span.ParentId).Start) / 1e6;

    private void AssertPayments()
    {
        Assert.Contains("p-1: 12.5 charged", Said, StringComparison.Ordinal);
        Assert.Contains("p-2: 99 charged", Said, StringComparison.Ordinal);
        Assert.Contains("p-4: 30 charged", Said, StringComparison.Ordinal);
        Assert.DoesNotContain("p-3: 7 charged", Said, StringComparison.Ordinal);
        Assert.Contains("p-3: a dead letter", Said, StringComparison.Ordinal);
    }
}
