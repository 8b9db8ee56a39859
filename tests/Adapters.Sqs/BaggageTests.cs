using System.Text.Json;

namespace Waybill.Adapters.Sqs.Tests;

/// <summary>What a message carries beside a trace, when it is sent on and when nobody listens.</summary>
public sealed class BaggageTests : IDisposable
{
    private const string QueueUrl = "http://127.0.0.1:1/000000000000/quiet";
    private const string Carried = """{"x-datadog-trace-id":"7","x-datadog-parent-id":"8","baggage":"own=kept","other":"x"}""";

    private readonly RecordingSqs inner = RecordingSqs.Create();

    public BaggageTests() => Baggage.Current = default;

    public void Dispose() => Baggage.Current = default;

    [Fact]
    public async Task A_message_that_is_sent_on_keeps_its_own_baggage_entry_by_entry()
    {
        using ActivityRecorder spans = new("Waybill.Sqs");

        await SendAsync(Carried, """{"baggage":"b=2"}""", "{}", null);

        var sent = Sent();
        Assert.Equal(["own=kept", "b=2", null, null], sent.Select(headers => headers.GetValueOrDefault("baggage")));
        Assert.All(sent, headers => Assert.False(headers.ContainsKey("other")));
        Assert.Equal(
            spans.Ended.Where(span => span.DisplayName == "create quiet").Select(span => ContextText.Lower(span.SpanId.ToHexString())),
            sent.Select(headers => headers["x-datadog-parent-id"]));
    }

    [Fact]
    public async Task Current_baggage_goes_before_the_messages_own()
    {
        using ActivityRecorder spans = new("Waybill.Sqs");
        Baggage.SetBaggage("current", "1");

        await SendAsync(Carried);

        Assert.Equal("current=1", Assert.Single(Sent())["baggage"]);
    }

    [Fact]
    public async Task Baggage_alone_is_sent_when_nobody_listens_and_takes_no_context_away()
    {
        Baggage.SetBaggage("current", "1");
        await SendAsync(Carried, null, "hostile", """{"traceparent":1,"b3":"0","b3":"1","\ud800":"x","c":"\ud800","baggage":"old=1"}""");

        var sent = Sent();

        Assert.All(sent, headers => Assert.Equal("current=1", headers["baggage"]));
        Assert.Equal(("7", "8", "x"), (sent[0]["x-datadog-trace-id"], sent[0]["x-datadog-parent-id"], sent[0]["other"]));
        Assert.Equal(["baggage"], sent[1].Keys);
        Assert.Equal(["baggage"], sent[2].Keys);
        Assert.Equal([new("baggage", "current=1"), new("b3", "0")], sent[3]);
    }

    [Fact]
    public async Task With_neither_trace_nor_baggage_the_request_goes_out_as_it_is()
    {
        SendMessageRequest request = new(QueueUrl, "body") { MessageAttributes = ContextText.Attributes(Carried) };

        await inner.AsClient.WithTracing().SendMessageAsync(request);

        Assert.Same(request, inner.Calls[0].Arguments[0]);
    }

    private async Task SendAsync(params string?[] contexts) => await inner.AsClient.WithTracing().SendMessageBatchAsync(
        QueueUrl,
        [.. contexts.Select((json, i) => new SendMessageBatchRequestEntry($"{i}", "body") { MessageAttributes = json is null ? null : ContextText.Attributes(json) })]);

    private List<Dictionary<string, string>> Sent() =>
    [
        .. ((SendMessageBatchRequest)inner.Calls[0].Arguments[0]!).Entries
            .Select(entry => JsonSerializer.Deserialize<Dictionary<string, string>>(entry.MessageAttributes["_datadog"].StringValue)!),
    ];
}
