using System.Diagnostics;
using System.Reflection;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Spans of what is produced well.</summary>
public sealed class SendTracerTests(KafkaBroker broker) : SendTests
{
    [Fact]
    public async Task ProduceAsync_makes_a_send_span_and_its_context_is_in_the_headers()
    {
        using var producer = broker.Producer(config => config.ClientId = "shop").WithTracing();
        using var parent = Source.StartActivity("request")!;

        var result = await producer.ProduceAsync(
            KafkaBroker.Partition0(topic), Message("v", new Headers { { "kind", [65] } }), TestContext.Current.CancellationToken);

        Assert.Same(parent, Activity.Current);
        var send = await SendAsync();
        Assert.Equal($"send {topic}", send.DisplayName);
        Assert.Equal(ActivityKind.Producer, send.Kind);
        Assert.Equal(parent.SpanId, send.ParentSpanId);
        Assert.Equal(ActivityStatusCode.Unset, send.Status);
        Assert.Equal("kafka", send.GetTagItem("messaging.system"));
        Assert.Equal("send", send.GetTagItem("messaging.operation.name"));
        Assert.Equal("send", send.GetTagItem("messaging.operation.type"));
        Assert.Equal(topic, send.GetTagItem("messaging.destination.name"));
        Assert.Equal(producer.Name, send.GetTagItem("messaging.client.id"));
        Assert.Equal("0", send.GetTagItem("messaging.destination.partition.id"));
        Assert.Equal(result.Offset.Value, send.GetTagItem("messaging.kafka.offset"));
        Assert.Null(send.GetTagItem("messaging.kafka.message.tombstone"));
        Assert.Equal(["kind=A", .. HeaderText.ContextOf(send)], HeaderText.Of(broker.Read(topic).Single().Message.Headers));
    }

    [Fact]
    public async Task Both_overloads_with_a_topic_only_are_traced()
    {
        using var producer = broker.Producer().WithTracing();

        await producer.ProduceAsync(topic, Message("a"), TestContext.Current.CancellationToken);
        producer.Produce(topic, Message("b"));
        producer.Flush(KafkaBroker.Deadline);

        var sends = await recorder.WaitForAsync(IsOfTopic, 2);
        Assert.All(sends, send => Assert.NotNull(send.GetTagItem("messaging.destination.partition.id")));
    }

    [Fact]
    public async Task With_delivery_reports_off_the_span_ends_when_Produce_returns()
    {
        using var producer = broker.Producer(config => config.EnableDeliveryReports = false).WithTracing();

        producer.Produce(KafkaBroker.Partition0(topic), Message("a"));
        producer.Produce(KafkaBroker.Partition0(topic), Message("b"));
        Assert.Equal(2, recorder.Ended.Count(IsOfTopic));
        var message = Message("c");
        Assert.Same(message, (await producer.ProduceAsync(KafkaBroker.Partition0(topic), message, TestContext.Current.CancellationToken)).Message);
        var refused = Assert.Throws<InvalidOperationException>(() => producer.Produce(KafkaBroker.Partition0(topic), Message("d"), _ => { }));

        Assert.Contains("delivery reports are disabled", refused.Message, StringComparison.Ordinal);
        var sends = await recorder.WaitForAsync(IsOfTopic, 4);
        Assert.Equal(
            [ActivityStatusCode.Unset, ActivityStatusCode.Unset, ActivityStatusCode.Unset, ActivityStatusCode.Error], sends.Select(send => send.Status));
        Assert.Null(Activity.Current);
        Assert.Equal(["a", "b", "c"], broker.Read(topic, 3).Select(record => record.Message.Value));
    }

    [Fact]
    public void Where_reports_never_come_spans_are_no_longer_held_for_them()
    {
        var client = DispatchProxy.Create<IProducer<string, string>, CallRecorder>();
        var producer = client.WithTracing();
        var message = Message("v");
        for (var i = 0; i < InFlightSends.Capacity; i++)
        {
            producer.Produce(topic, message);
        }

        Assert.DoesNotContain(recorder.Ended, IsOfTopic);
        producer.Produce(topic, message);

        Assert.Single(recorder.Ended, IsOfTopic);
        var handlers = ((CallRecorder)(object)client).Arguments.Where(arguments => arguments.Length == 3).Select(arguments => arguments[2]).ToList();
        Assert.NotNull(handlers[^2]);
        Assert.Null(handlers[^1]);
        producer.Dispose();
        Assert.Equal(InFlightSends.Capacity + 1, recorder.Ended.Count(IsOfTopic));
    }

    [Fact]
    public async Task Many_threads_may_produce_at_the_same_time()
    {
        const int PerThread = 500;
        using var producer = broker.Producer().WithTracing();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < PerThread; i++)
            {
                producer.Produce(topic, Message("v"), i % 2 == 0 ? _ => { } : null);
            }
        }))).WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken);
        producer.Flush(KafkaBroker.Deadline);

        var sends = await recorder.WaitForAsync(IsOfTopic, 4 * PerThread);
        Assert.Equal(4 * PerThread, sends.Select(send => send.TraceId).Distinct().Count());
        Assert.All(sends, send => Assert.Equal(ActivityStatusCode.Unset, send.Status));
    }
}
