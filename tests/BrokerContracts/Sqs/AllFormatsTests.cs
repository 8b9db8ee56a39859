using System.Text.Json;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class AllFormatsTests(SqsBroker broker) : SqsTest(broker), IClassFixture<AllFormats>
{
    [Fact]
    public async Task A_message_that_is_sent_on_and_on_has_each_header_once_and_all_of_the_last_span()
    {
        Baggage.Current = Baggage.Create([new("a", "new")]);
        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "body")
        {
            MessageAttributes = ContextText.Attributes("""{"x-b3-flags":"1","baggage":"a=old","x-datadog-trace-id":"7","x-datadog-parent-id":"8"}"""),
        });
        var first = Assert.Single(await ReceiveBareAsync());
        await Bare.DeleteMessageAsync(QueueUrl, first.ReceiptHandle);
        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "again") { MessageAttributes = first.MessageAttributes });

        var again = Assert.Single(await ReceiveBareAsync());

        var sends = Spans.Ended;
        Assert.Equal(2, sends.Count);
        using var json = JsonDocument.Parse(again.MessageAttributes["_datadog"].StringValue);
        Assert.Equal(AllFormats.Names, json.RootElement.EnumerateObject().Select(header => header.Name).Order(StringComparer.Ordinal));
        Assert.Equal("a=new", json.RootElement.GetProperty("baggage").GetString());
        Assert.Equal($"{sends[1].TraceId}-{sends[1].SpanId}-1", json.RootElement.GetProperty("b3").GetString());
        Assert.Contains($"Parent={sends[1].SpanId}", json.RootElement.GetProperty("x-amzn-trace-id").GetString(), StringComparison.Ordinal);
        Assert.Equal(sends[0].SpanId, Assert.Single(sends[1].Links).Context.SpanId);
        Assert.Equal(ContextText.Lower("0000000000000008"), ContextText.Lower(Assert.Single(sends[0].Links).Context.SpanId.ToHexString()));
        Baggage.Current = default;
    }

    [Theory]
    [InlineData("""{"baggage":"a=b"}""", false)]
    [InlineData("""{"baggage":"a=b","x-datadog-trace-id":"7","x-datadog-parent-id":"8"}""", true)]
    public async Task Baggage_of_a_message_is_current_while_it_is_processed_and_goes_on(string json, bool continues)
    {
        Baggage.Current = default;
        Message message = new() { MessageAttributes = ContextText.Attributes(json) };
        using (var scope = message.StartProcessing(QueueUrl))
        {
            Assert.Equal("b", Baggage.GetBaggage("a"));
            await Sqs.SendMessageAsync(QueueUrl, "body");
        }

        Assert.Null(Baggage.GetBaggage("a"));
        var sent = ContextAttribute.Read(Assert.Single(await ReceiveBareAsync()).MessageAttributes)!;
        Assert.Equal(("b", continues), (sent.Baggage.GetBaggage("a"), sent.TraceId == 7));
    }
}
