using System.Text.Json;

namespace Waybill.Adapters.Sqs.Tests;

/// <summary>Messages of OpenTelemetry: a String attribute for each header.</summary>
public sealed class HeaderAttributesTests(SqsBroker broker) : SqsTest(broker)
{
    private const string Trace = "64d1a7f2aaaaaaaa463ac35c9f6413ad";
    private const string Parent = $"00-{Trace}-2d6f0e1c3b4a5968-01";

    public static TheoryData<string?> Hostile =>
    [
        new(null),
        "",
        "text",
        "00-00000000000000000000000000000000-2d6f0e1c3b4a5968-01",
        "ff" + Parent[2..],
        Parent[..^1] + "\ud800",
        Parent + new string('0', 2_000_000),
        new string('{', 100_000),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_of_OpenTelemetry_is_continued_and_shown_as_the_caller_asked(bool asks)
    {
        await Bare.SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = Headers("other=1", "own=kept") });

        var response = await Sqs.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl) { MessageAttributeNames = asks ? ["tracestate", "traceparent"] : [], WaitTimeSeconds = 5 });

        var message = Assert.Single(response.Messages);
        Assert.Equal(asks ? "traceparent,tracestate" : "", string.Join(',', (message.MessageAttributes ?? []).Keys.Order(StringComparer.Ordinal)));
        Assert.Equal(Trace, Assert.Single(Span("ReceiveMessage").Links).Context.TraceId.ToHexString());
        using var scope = message.StartProcessing(QueueUrl);
        Assert.Equal((Trace, "2d6f0e1c3b4a5968"), (scope.Activity!.TraceId.ToHexString(), scope.Activity.ParentSpanId.ToHexString()));
        Assert.Equal("other=1", scope.Activity.TraceStateString?.Split(',')[^1]);
        Assert.Equal("kept", Baggage.GetBaggage("own"));
    }

    [Fact]
    public async Task A_message_that_is_sent_on_names_the_new_span_for_both_kinds_of_consumer()
    {
        using SkippedInjections skipped = new();
        var attributes = ContextText.Users(7);
        attributes["_datadog"] = ContextText.Attribute("hostile");
        Add(attributes, Headers(null, "own=kept"));
        var callers = attributes.ToDictionary();

        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = attributes });

        var send = Span("SendMessage");
        var sent = Assert.Single(await ReceiveBareAsync()).MessageAttributes;
        Assert.Equal(Trace, Assert.Single(send.Links).Context.TraceId.ToHexString());
        Assert.Equal($"00-{send.TraceId}-{send.SpanId}-01", sent["traceparent"].StringValue);
        var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(sent["_datadog"].StringValue)!;
        Assert.Equal((headers["traceparent"], "own=kept", "own=kept"), (sent["traceparent"].StringValue, headers["baggage"], sent["baggage"].StringValue));
        Assert.Equal(callers.Keys.Order(StringComparer.Ordinal), sent.Keys.Order(StringComparer.Ordinal)); // no tracestate beyond the ten
        Assert.Equal(callers, attributes);
        Assert.Empty(skipped.Reasons);
    }

    [Fact]
    public async Task Every_entry_of_a_batch_names_its_own_span_in_all_its_headers()
    {
        await Sqs.SendMessageBatchAsync(
            QueueUrl, [new("1", "1") { MessageAttributes = Headers("other=1", null) }, new("2", "2") { MessageAttributes = Headers("other=1", null) }]);

        var creates = Spans.Ended.Where(span => (string?)span.GetTagItem("messaging.operation.name") == "create").ToList();
        Assert.All(creates, create => Assert.Equal(Trace, Assert.Single(create.Links).Context.TraceId.ToHexString()));
        var sent = (await ReceiveBareAsync(2)).ConvertAll(message => message.MessageAttributes);
        Assert.Equal(
            creates.Select(create => $"00-{create.TraceId}-{create.SpanId}-01").Order(StringComparer.Ordinal),
            sent.Select(attributes => attributes["traceparent"].StringValue).Order(StringComparer.Ordinal));
        Assert.All(sent, attributes =>
        {
            var headers = JsonSerializer.Deserialize<Dictionary<string, string>>(attributes["_datadog"].StringValue)!;
            Assert.Equal(headers["traceparent"], attributes["traceparent"].StringValue);
            Assert.Equal(headers["tracestate"], attributes["tracestate"].StringValue);
            Assert.DoesNotContain("other=1", headers["tracestate"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Headers_of_the_current_span_that_the_caller_wrote_lead_to_the_send_span_and_make_no_link()
    {
        using var current = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        Dictionary<string, MessageAttributeValue> own = new() { ["traceparent"] = ContextText.Attribute(current.Id!) };

        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = own });

        var send = Span("SendMessage");
        Assert.Empty(send.Links);
        Assert.StartsWith(
            $"00-{current.TraceId}-{send.SpanId}-", Assert.Single(await ReceiveBareAsync()).MessageAttributes["traceparent"].StringValue, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Baggage_without_traceparent_is_the_programs_own()
    {
        Dictionary<string, MessageAttributeValue> own = new() { ["baggage"] = ContextText.Attribute("pieces=2"), ["tracestate"] = ContextText.Attribute("NY") };

        await Sqs.SendMessageAsync(new SendMessageRequest(QueueUrl, "body") { MessageAttributes = own });

        Assert.Null(ContextAttribute.Read(own));
        var sent = Assert.Single(await ReceiveBareAsync()).MessageAttributes;
        Assert.Equal(("pieces=2", "NY"), (sent["baggage"].StringValue, sent["tracestate"].StringValue));
        Assert.DoesNotContain("pieces", sent["_datadog"].StringValue, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_the_new_context_lacks_is_taken_out_and_its_bytes_and_place_are_free()
    {
        var attributes = ContextText.Users(7);
        Add(attributes, Headers("other=1", "own=1"));
        var context = ContextText.Attribute("""{"x-datadog-trace-id":"7"}""");
        var size = MessageSize.Of("", attributes);

        var added = new ContextInjection(null, MessageSize.Max, MessageSize.Max).AddTo(context, attributes, size)!;

        Assert.Equal(["_datadog", .. ContextText.Users(7).Keys], added.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(10, attributes.Count);
    }

    [Fact]
    public void What_grows_in_the_headers_counts_for_the_limit()
    {
        using SkippedInjections skipped = new();
        var attributes = Headers("a=1", null);
        var context = ContextText.Attribute("{\"traceparent\":\"" + Parent + "\",\"tracestate\":\"a=12345\"}");
        var size = MessageSize.Of("", attributes);
        var grown = size + MessageSize.OfAttribute("_datadog", context) + 4;

        Assert.Null(new ContextInjection(null, size, (int)grown - 1).AddTo(context, attributes, size));
        Assert.Equal(grown, MessageSize.Of("", new ContextInjection(null, size, (int)grown).AddTo(context, attributes, size)));
        Assert.Equal(["size_limit"], skipped.Reasons);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_headers_cost_nothing_but_their_context(string? header)
    {
        var parent = Headers(header, header);
        parent["traceparent"] = ContextText.Attribute(header!);

        Assert.Null(ContextAttribute.Read(parent));
        Assert.Equal(0x2d6f0e1c3b4a5968UL, ContextAttribute.Read(Headers(header, header))!.SpanId);
        Assert.NotNull(new ContextInjection(null, 0, MessageSize.Max).AddTo(ContextText.Attribute(ContextText.Json), parent, 0));
        parent["traceparent"] = null!;
        Assert.Null(ContextAttribute.Read(parent));
    }

    private static Dictionary<string, MessageAttributeValue> Headers(string? state, string? baggage) =>
        new (string Name, string? Value)[] { ("traceparent", Parent), ("tracestate", state), ("baggage", baggage) }
            .Where(header => header.Value is not null).ToDictionary(header => header.Name, header => ContextText.Attribute(header.Value!));

    private static void Add(Dictionary<string, MessageAttributeValue> attributes, Dictionary<string, MessageAttributeValue> more)
    {
        foreach (var (name, value) in more)
        {
            attributes[name] = value;
        }
    }
}
