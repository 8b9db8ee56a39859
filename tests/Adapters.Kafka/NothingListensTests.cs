using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Nobody listens to the adapter's spans: there are none, and the context of a record is still carried on.</summary>
public sealed class NothingListensTests(KafkaBroker broker)
{
    private readonly string topic = KafkaBroker.NewTopic();
    private readonly string onward = KafkaBroker.NewTopic();

    [Fact]
    public async Task What_is_sent_while_a_record_is_open_carries_its_context()
    {
        await broker.SendAsync(topic, new Message<string, string> { Value = "v", Headers = HeaderText.OldContext() });
        using var consumer = broker.Consumer(topic).WithTracing();
        using var producer = broker.Producer().WithTracing();

        consumer.Consume(KafkaBroker.Deadline);
        Assert.Null(Activity.Current);
        await producer.ProduceAsync(KafkaBroker.Partition0(onward), new Message<string, string> { Value = "a" }, TestContext.Current.CancellationToken);
        producer.Produce(KafkaBroker.Partition0(onward), new Message<string, string> { Value = "b" });
        consumer.Close();
        producer.Produce(KafkaBroker.Partition0(onward), new Message<string, string> { Value = "c" });
        producer.Flush(KafkaBroker.Deadline);

        var sent = broker.Read(onward, 3);
        Assert.All(sent[..2], record => AssertOldContext(record.Message.Headers));
        Assert.Empty(sent[2].Message.Headers);
    }

    [Fact]
    public async Task After_the_record_the_context_around_it_holds_again()
    {
        await broker.SendAsync(topic, new Message<string, string> { Value = "v" });
        using var producer = broker.Producer().WithTracing();
        ConsumeResult<string, string> outer = new() { Topic = topic, Message = new Message<string, string> { Headers = HeaderText.OldContext() } };
        using var scope = outer.StartProcessing();

        using (var consumer = broker.Consumer(topic).WithTracing())
        {
            consumer.Consume(KafkaBroker.Deadline);
            producer.Produce(KafkaBroker.Partition0(onward), new Message<string, string> { Value = "a" });
        }

        producer.Produce(KafkaBroker.Partition0(onward), new Message<string, string> { Value = "b" });
        producer.Flush(KafkaBroker.Deadline);

        var sent = broker.Read(onward, 2);
        Assert.Empty(sent[0].Message.Headers);
        AssertOldContext(sent[1].Message.Headers);
    }

    [Fact]
    public async Task What_a_handler_sends_carries_the_records_context()
    {
        await broker.SendAsync(topic, new Message<string, string> { Value = "v", Headers = HeaderText.OldContext() });
        using var consumer = broker.Consumer(topic);
        using var producer = broker.Producer().WithTracing();
        var result = consumer.Consume(KafkaBroker.Deadline);

        await consumer.ProcessAsync(
            result,
            (_, token) => producer.ProduceAsync(KafkaBroker.Partition0(onward), new Message<string, string> { Value = "a" }, token),
            TestContext.Current.CancellationToken);
        await producer.ProduceAsync(KafkaBroker.Partition0(onward), result.Message, TestContext.Current.CancellationToken);

        var sent = broker.Read(onward, 2);
        AssertOldContext(sent[0].Message.Headers);
        Assert.Equal(HeaderText.Of(HeaderText.OldContext()), HeaderText.Of(sent[1].Message.Headers));
    }

    [Fact]
    public async Task Without_any_context_the_client_gets_the_callers_own_message_and_handler()
    {
        var client = System.Reflection.DispatchProxy.Create<IProducer<string, string>, CallRecorder>();
        var calls = (CallRecorder)(object)client;
        calls.Return = method => method.Name == "ProduceAsync" ? Task.FromResult(new DeliveryResult<string, string>()) : null;
        var producer = client.WithTracing();
        Message<string, string> message = new() { Value = "v" };
        Action<DeliveryReport<string, string>> handler = _ => { };

        producer.Produce(topic, message, handler);
        await producer.ProduceAsync(topic, message, TestContext.Current.CancellationToken);

        Assert.Same(message, calls.Arguments[0][1]);
        Assert.Same(handler, calls.Arguments[0][2]);
        Assert.Same(message, calls.Arguments[1][1]);
    }

    [Fact]
    public async Task Without_a_trace_the_current_baggage_still_goes_and_the_messages_own_context_stays()
    {
        using AllFormats formats = new();
        Baggage.SetBaggage("tenant", "7");
        using var producer = broker.Producer().WithTracing();
        var headers = HeaderText.OldContext();
        headers.Add("baggage", HeaderText.Bytes("tenant=6"));

        producer.Produce(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "a" });
        await producer.ProduceAsync(
            KafkaBroker.Partition0(topic), new Message<string, string> { Value = "b", Headers = headers }, TestContext.Current.CancellationToken);

        var sent = broker.Read(topic, 2);
        Assert.Equal(["baggage=tenant=7"], HeaderText.Of(sent[0].Message.Headers));
        Assert.Equal([.. HeaderText.Of(HeaderText.OldContext()), "baggage=tenant=7"], HeaderText.Of(sent[1].Message.Headers));
        Assert.Equal("tenant=6", HeaderText.Value(headers, "baggage"));
    }

    [Fact]
    public void Many_messages_cost_no_memory_more_than_with_the_client_alone()
    {
        FakeProducer client = new();
        var producer = client.WithTracing();
        Message<string, string> message = new() { Value = "v" };
        Action<DeliveryReport<string, string>> handler = _ => { };
        producer.Produce(topic, message, handler);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            producer.Produce(topic, message, handler);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(1001, client.Produced);
    }

    [Fact]
    public async Task A_span_of_the_programs_own_is_continued_by_the_message()
    {
        using var producer = broker.Producer().WithTracing();
        using var own = new Activity("own").Start();

        await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<string, string> { Value = "a" }, TestContext.Current.CancellationToken);

        Assert.Contains(own.SpanId.ToHexString(), HeaderText.Value(broker.Read(topic).Single().Message.Headers, "traceparent"), StringComparison.Ordinal);
    }

    [Fact]
    public void StartProcessing_has_no_span_and_says_who_sent()
    {
        ConsumeResult<string, string> result = new() { Topic = topic, Message = new Message<string, string> { Headers = HeaderText.OldContext() } };

        using var scope = result.StartProcessing();

        Assert.Null(scope.Activity);
        Assert.Equal(0xbbbbbbbbbbbbbbbbUL, scope.Sender!.SpanId);
    }

    private static void AssertOldContext(Headers headers)
    {
        HeadersReader reader = new(headers);
        var context = new SpanContextExtractor().Extract(ref reader)!;
        Assert.Equal(HeaderText.OldTraceId, context.TraceId128.ToString());
        Assert.Equal(0xbbbbbbbbbbbbbbbbUL, context.SpanId);
        Assert.Equal(SamplingPriority.UserKeep, context.SamplingPriority);
        Assert.Equal("synthetics", context.Origin);
        Assert.Equal("other=1", context.OtherTraceState);
    }
}
