using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class AllFormatsTests(KafkaBroker broker) : SendTests
{
    [Fact]
    public async Task A_record_that_is_sent_on_and_on_has_each_header_once_and_all_of_the_last_span()
    {
        using AllFormats formats = new();
        Baggage.SetBaggage("a", "new");
        using var producer = broker.Producer().WithTracing();
        var first = Message("v", new Headers { { "kind", "order"u8.ToArray() }, { "x-b3-flags", "1"u8.ToArray() }, { "baggage", "a=old"u8.ToArray() } });
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), first, TestContext.Current.CancellationToken);
        await producer.ProduceAsync(KafkaBroker.Partition0(topic), broker.Read(topic)[0].Message, TestContext.Current.CancellationToken);

        var headers = broker.Read(topic, 2)[1].Message.Headers;

        var sends = await recorder.WaitForAsync(IsOfTopic, 2);
        Assert.Equal(["kind", .. AllFormats.Names], headers.Select(header => header.Key));
        Assert.Equal("a=new", HeaderText.Value(headers, "baggage"));
        Assert.Equal(sends[1].SpanId.ToHexString(), HeaderText.Value(headers, "x-b3-spanid"));
        Assert.Equal($"{sends[1].TraceId}-{sends[1].SpanId}-1", HeaderText.Value(headers, "b3"));
        Assert.Contains(sends[1].SpanId.ToHexString(), HeaderText.Value(headers, "traceparent"), StringComparison.Ordinal);
        Assert.Contains($"Parent={sends[1].SpanId}", HeaderText.Value(headers, "x-amzn-trace-id"), StringComparison.Ordinal);
        Assert.Equal(sends[0].SpanId, Assert.Single(sends[1].Links).Context.SpanId);
    }

    [Theory]
    [InlineData("baggage")]
    [InlineData("datadog and baggage")]
    public async Task Baggage_of_a_record_is_current_while_it_is_open_and_goes_on(string with)
    {
        using AllFormats formats = new();
        var headers = with == "baggage" ? [] : HeaderText.OldContext();
        headers.Add("baggage", "a=b"u8.ToArray());
        await broker.SendAsync(topic, Message("v", headers));
        var next = KafkaBroker.NewTopic();
        using var producer = broker.Producer().WithTracing();
        using (var consumer = broker.Consumer(topic).WithTracing())
        {
            consumer.Consume(KafkaBroker.Deadline);
            Assert.Equal("b", Baggage.GetBaggage("a"));
            await producer.ProduceAsync(KafkaBroker.Partition0(next), Message("w"), TestContext.Current.CancellationToken);
        }

        Assert.Null(Baggage.GetBaggage("a"));
        Assert.Equal("a=b", HeaderText.Value(broker.Read(next)[0].Message.Headers, "baggage"));
    }

    [Fact]
    public async Task A_handler_has_the_baggage_of_its_record()
    {
        using AllFormats formats = new();
        await broker.SendAsync(topic, Message("v", new Headers { { "baggage", "a=b"u8.ToArray() } }));
        using var consumer = broker.Consumer(topic);
        string? seen = null;
        await consumer.ProcessAsync(
            consumer.Consume(KafkaBroker.Deadline),
            async (_, token) =>
            {
                await Task.Delay(1, token);
                seen = Baggage.GetBaggage("a");
            },
            TestContext.Current.CancellationToken);
        Assert.Equal("b", seen);
        Assert.Null(Baggage.GetBaggage("a"));
    }

    [Fact]
    public async Task A_messages_own_baggage_stays_when_there_is_none_to_write()
    {
        using AllFormats formats = new();
        using var producer = broker.Producer().WithTracing();
        await producer.ProduceAsync(
            KafkaBroker.Partition0(topic), Message("v", new Headers { { "baggage", "own=1"u8.ToArray() } }), TestContext.Current.CancellationToken);
        var headers = broker.Read(topic)[0].Message.Headers;
        Assert.Equal("own=1", HeaderText.Value(headers, "baggage"));
        Assert.Single(headers, header => header.Key == "baggage");
    }
}
