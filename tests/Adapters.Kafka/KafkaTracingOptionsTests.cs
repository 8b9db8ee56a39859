using System.Diagnostics;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class KafkaTracingOptionsTests(KafkaBroker broker) : SendTests
{
    [Fact]
    public async Task A_filtered_operation_has_no_span_and_passes_the_context_on()
    {
        using var producer = broker.Producer().WithTracing(new KafkaTracingOptions { Filter = operation => operation.Destination != topic });
        using var request = Source.StartActivity("request")!;

        await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("v"), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(recorder.Ended, IsOfTopic);
        Assert.Contains(request.SpanId.ToHexString(), HeaderText.Value(broker.Read(topic)[0].Message.Headers, "traceparent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_span_has_the_name_that_the_program_wants()
    {
        using var producer = broker.Producer().WithTracing(new KafkaTracingOptions { SpanName = operation => $"to {operation.Destination}" });
        await producer.ProduceAsync(topic, Message("v"), TestContext.Current.CancellationToken);
        await recorder.WaitForAsync(activity => activity.DisplayName == $"to {topic}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_to_a_topic_that_is_not_to_be_injected_into_are_the_callers_own(bool async)
    {
        var other = KafkaBroker.NewTopic();
        using var producer = broker.Producer().WithTracing(new KafkaTracingOptions { InjectInto = name => name != topic });
        foreach (var to in new[] { topic, other })
        {
            if (async)
            {
                await producer.ProduceAsync(KafkaBroker.Partition0(to), Message("v"), TestContext.Current.CancellationToken);
            }
            else
            {
                producer.Produce(KafkaBroker.Partition0(to), Message("v"), _ => { });
            }
        }

        producer.Flush(KafkaBroker.Deadline);
        Assert.Empty(broker.Read(topic)[0].Message.Headers);
        Assert.NotEmpty(broker.Read(other)[0].Message.Headers);
        Assert.Equal(0L, (await SendAsync()).GetTagItem("messaging.kafka.offset"));
    }

    [Fact]
    public async Task The_program_adds_its_own_tags_and_what_it_throws_costs_nothing()
    {
        KafkaTracingOptions options = new()
        {
            Enrich = (span, what) =>
            {
                span.SetTag("length", what is Message<string, string> message ? message.Value.Length : ((ConsumeResult<string, string>)what).Message.Value.Length);
                throw new FormatException("program");
            },
        };
        using var producer = broker.Producer().WithTracing(options);
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("four"), TestContext.Current.CancellationToken);
        using var consumer = broker.Consumer(topic).WithTracing(options);
        var result = consumer.Consume(KafkaBroker.Deadline);
        var receive = Activity.Current!;
        await consumer.ProcessAsync(result, (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken);

        Assert.Equal(4, (await SendAsync()).GetTagItem("length"));
        Assert.Equal(4, receive.GetTagItem("length"));
        Assert.Equal(4, Assert.Single(recorder.Ended, activity => activity.DisplayName == $"process {topic}").GetTagItem("length"));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "k")]
    public async Task Keys_are_told_on_request_only(bool captures, string? key)
    {
        KafkaTracingOptions options = new() { CapturesKeys = captures };
        using var producer = broker.Producer().WithTracing(options);
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("v"), TestContext.Current.CancellationToken);
        using var consumer = broker.Consumer(topic).WithTracing(options);
        consumer.Consume(KafkaBroker.Deadline);

        Assert.Equal(key, (await SendAsync()).GetTagItem("messaging.kafka.message.key"));
        Assert.Equal(key, Activity.Current!.GetTagItem("messaging.kafka.message.key"));
    }

    [Fact]
    public void A_key_without_one_text_is_not_told()
    {
        Assert.Null(KeyOf<byte[]>([1, 2]));
        Assert.Null(KeyOf<Null>(null!));
        Assert.Null(KeyOf(new List<int>()));
        Assert.Equal("-1.5", KeyOf(-1.5));
        Assert.Equal("11111111-2222-3333-4444-555555555555", KeyOf(Guid.Parse("11111111-2222-3333-4444-555555555555")));
    }

    [Theory]
    [InlineData("retry_topic-attempts", new byte[] { 0, 0, 0, 3 }, 3L)]
    [InlineData("retry_topic-attempts", new byte[] { 0, 0, 0, 0, 0, 0, 1, 0 }, 256L)]
    [InlineData("retry_topic-attempts", new[] { (byte)'1', (byte)'2' }, 12L)]
    [InlineData("retry_topic-attempts", new[] { (byte)'x', (byte)'y' }, null)]
    [InlineData("retry_topic-attempts", new byte[0], null)]
    [InlineData("retry_topic-attempts", null, null)]
    [InlineData("other", new byte[] { 0, 0, 0, 3 }, null)]
    public async Task Attempts_are_told_where_a_header_counts_them(string header, byte[]? value, long? attempts)
    {
        using var producer = broker.Producer().WithTracing();
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), Message("v", new Headers { { header, value } }), TestContext.Current.CancellationToken);
        using var consumer = broker.Consumer(topic).WithTracing();
        consumer.Consume(KafkaBroker.Deadline);

        Assert.Equal(attempts, (await SendAsync()).GetTagItem("messaging.kafka.message.attempts"));
        Assert.Equal(attempts, Activity.Current!.GetTagItem("messaging.kafka.message.attempts"));
    }

    private static object? KeyOf<TKey>(TKey key)
    {
        using var span = new Activity("span").Start();
        Message<TKey, string> message = new() { Key = key, Value = "v" };
        MessageDetails.Set(span, message, message, new KafkaTracingOptions { CapturesKeys = true });
        return span.GetTagItem("messaging.kafka.message.key");
    }
}
