using System.Text;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class MessageContextTests
{
    private const int MaxLength = 262_144;
    private const string Header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    private static readonly string Binary = Convert.ToBase64String(Encoding.UTF8.GetBytes(ContextText.Json));

    public static TheoryData<string> Readable =>
    [
        Notification("\"Notification\"", $"\"{Binary}\""),
        Notification("\"Notification\"", System.Text.Json.JsonSerializer.Serialize(ContextText.Json)),
        Event("{\"x\":[1,{\"_datadog\":3}],\"_datadog\":" + ContextText.Json + "}"),
    ];

    public static TheoryData<string> Hostile =>
    [
        "_datadog",
        "{\"_datadog\":",
        Notification("\"Other\"", $"\"{Binary}\""),
        Notification("1", $"\"{Binary}\""),
        Notification("\"\\ud800\"", $"\"{Binary}\""),
        Notification("\"Notification\"", "\"no base64 and no JSON\""),
        Notification("\"Notification\"", "{\"a\":1}"),
        Notification("\"Notification\"", "\"\\ud800\""),
        Notification("\"Notification\"", $"\"{new string('A', 200_000)}\""),
        """{"Type":"Notification","MessageAttributes":{"_datadog":"text"}}""",
        """{"Type":"Notification","MessageAttributes":["_datadog"]}""",
        Event("\"_datadog\""),
        Event("{\"_datadog\":\"text\"}"),
        Event("{\"_datadog\":[]}"),
        Event("{\"_datadog\":{\"x-datadog-trace-id\":1}}"),
        Event("{\"_datadog\":{\"x\":\"" + new string('a', 100_000) + "\"}}"),
        Event(string.Concat(Enumerable.Repeat("{\"_datadog\":", 20_000))),
        Event(new string('[', 100_000) + "\"_datadog\""),
        "\ud800" + Event("{\"_datadog\":{}}"),
    ];

    [Theory]
    [MemberData(nameof(Readable))]
    public void Is_found_in_the_body(string body)
    {
        Assert.Equal(ContextText.Lower(ContextText.SpanId), MessageContext.Of(new() { Body = body }, MaxLength)!.SpanId.ToString());
        Assert.Null(MessageContext.Of(new() { Body = body }, body.Length - 1));
        Assert.NotNull(MessageContext.Of(new() { Body = body }, body.Length));
        Assert.Null(MessageContext.Of(new() { Body = body }, 0));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_body_costs_nothing_but_its_context(string body) => Assert.Null(MessageContext.Of(new() { Body = body }, MaxLength));

    [Theory]
    [InlineData("")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=1-00000000-000000000000000000000000;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=2-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8")]
    [InlineData(";;;===;Root;Parent;\ud800")]
    public void A_hostile_trace_header_costs_nothing_but_its_context(string header)
    {
        Assert.Null(Of(header));
        Assert.Null(Of(header + new string('x', 100_000)));
    }

    [Fact]
    public void Comes_from_the_attributes_then_the_body_then_the_trace_header()
    {
        Message message = new()
        {
            MessageAttributes = ContextText.Attributes(ContextText.With("00000000000000aa")),
            Body = Event("{\"_datadog\":" + ContextText.With("00000000000000bb") + "}"),
            Attributes = new() { ["AWSTraceHeader"] = Header },
        };

        Assert.Equal(0xaaUL, MessageContext.Of(message, MaxLength)!.SpanId);
        message.MessageAttributes["traceparent"] = ContextText.Attribute("00-64d1a7f200000000463ac35c9f6413ad-00000000000000ab-01");
        Assert.Equal(0xaaUL, MessageContext.Of(message, MaxLength)!.SpanId);
        message.MessageAttributes["_datadog"].StringValue = "hostile";
        Assert.Equal(0xabUL, MessageContext.Of(message, MaxLength)!.SpanId);
        message.MessageAttributes["traceparent"].StringValue = "hostile";
        Assert.Equal(0xbbUL, MessageContext.Of(message, MaxLength)!.SpanId);
        message.Body = "hostile _datadog";
        var last = MessageContext.Of(message, MaxLength)!;
        Assert.Equal((0x53995c3f42cd8ad8UL, SamplingPriority.AutoKeep), (last.SpanId, last.SamplingPriority));
        Assert.Equal("5759e988bd862e3fe1be46a994272793", last.TraceId128.ToString());
    }

    [Theory]
    [InlineData(ExtractBehavior.Continue, true, true)]
    [InlineData(ExtractBehavior.Ignore, true, false)]
    [InlineData(ExtractBehavior.Continue, false, false)]
    public async Task The_trace_header_is_read_as_the_program_reads_contexts(ExtractBehavior behavior, bool formats, bool isRead)
    {
        PropagationSettings settings = new() { Behavior = behavior, Extract = formats ? [PropagationStyle.Datadog] : [] };
        await using var tracer = Tracer.Configure(new TracerSettings { AgentUri = new Uri("http://127.0.0.1:9"), Propagation = settings, Log = _ => { } });

        Assert.Equal(isRead, Of(Header) is not null);
    }

    private static string Notification(string type, string value) =>
        "{\"Type\":" + type + ",\"Message\":\"x\",\"MessageAttributes\":{\"a\":{\"Type\":\"String\",\"Value\":\"x\"},"
        + "\"_datadog\":{\"Type\":\"Binary\",\"Value\":" + value + "}}}";

    private static string Event(string detail) => "{\"detail-type\":\"order\",\"detail\":" + detail + ",\"source\":\"shop\"}";

    private static SpanContext? Of(string header) => MessageContext.Of(new() { Attributes = new() { ["AWSTraceHeader"] = header } }, MaxLength);
}
