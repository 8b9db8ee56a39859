using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Waybill.Core.Tests.Messaging;

/// <summary>The public helpers for SNS, EventBridge and Kinesis: what they write they read, and what they cannot write they leave alone.</summary>
public sealed class AwsCarrierTests : IDisposable
{
    private readonly Activity current = new Activity("current").SetIdFormat(ActivityIdFormat.W3C).Start();
    private readonly List<string> skipped = [];
    private readonly MeterListener listener = new();

    public AwsCarrierTests()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Waybill", Name: "waybill.injection.skipped" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (Activity.Current == current || Activity.Current is null)
            {
                skipped.Add(string.Join(' ', tags.ToArray().Select(tag => (string)tag.Value!)));
            }
        });
        listener.Start();
    }

    private ulong SpanId => ulong.Parse(current.SpanId.ToHexString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public void Dispose()
    {
        listener.Dispose();
        current.Dispose();
    }

    [Fact]
    public void Sns_carries_one_attribute()
    {
        Dictionary<string, byte[]> attributes = new() { ["mine"] = [1] };

        Assert.True(SnsContext.Inject(attributes, json => json));
        Assert.True(SnsContext.Inject(attributes, json => json));

        Assert.Equal(["mine", "_datadog"], attributes.Keys);
        Assert.Equal(SpanId, SnsContext.Extract(attributes["_datadog"])!.SpanId);
        var notification = JsonSerializer.Serialize(new
        {
            Type = "Notification",
            MessageAttributes = new { _datadog = new { Type = "Binary", Value = Convert.ToBase64String(attributes["_datadog"]) } },
        });
        Assert.Equal(SpanId, SnsContext.ExtractNotification(notification)!.SpanId);
        Assert.Null(SnsContext.ExtractNotification(new string(' ', 1024 * 1024) + notification));
        Assert.Null(SnsContext.ExtractNotification(null));
        Assert.Null(SnsContext.Extract("hostile"u8));
        Assert.Null(SnsContext.Extract(new byte[1_000_000]));
    }

    [Fact]
    public void Sns_keeps_to_the_limits()
    {
        var ten = Enumerable.Range(0, 10).ToDictionary(i => $"user{i}", _ => Array.Empty<byte>());
        Assert.False(SnsContext.Inject(ten, json => json));
        Assert.False(SnsContext.Inject(new Dictionary<string, byte[]>(), json => json, messageSize: 262_144));
        Assert.Equal(["aws.sns attribute_limit", "aws.sns size_limit"], skipped);
        Assert.True(SnsContext.Inject(new Dictionary<string, byte[]>(), json => json, messageSize: 200_000));
        ten.Remove("user0");
        ten["_datadog"] = [];
        Assert.True(SnsContext.Inject(ten, json => json));
        Assert.Throws<ArgumentNullException>(() => SnsContext.Inject<byte[]>(null!, json => json));
        Assert.Throws<ArgumentNullException>(() => SnsContext.Inject(new Dictionary<string, byte[]>(), null!));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("""{"order":7,"_datadog":{"x-datadog-trace-id":"1"}}""", "bus \"1\"")]
    public void EventBridge_carries_the_last_member_of_the_detail(string? detail, string? bus)
    {
        var with = EventBridgeContext.Inject(detail, bus)!;

        using var json = JsonDocument.Parse(with);
        var last = json.RootElement.EnumerateObject().Last();
        Assert.Equal("_datadog", last.Name);
        Assert.InRange(
            DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(last.Value.GetProperty("x-datadog-start-time").GetString()!, CultureInfo.InvariantCulture)),
            DateTimeOffset.UtcNow.AddMinutes(-1),
            DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Equal(bus, last.Value.TryGetProperty("x-datadog-resource-name", out var resource) ? resource.GetString() : null);
        Assert.Equal(detail is null ? 1 : 2, json.RootElement.EnumerateObject().Count());
        Assert.Equal(SpanId, EventBridgeContext.Extract("{\"source\":\"shop\",\"detail\":" + with + "}")!.SpanId);
    }

    [Fact]
    public void EventBridge_leaves_alone_what_it_cannot_carry()
    {
        var large = "{\"a\":\"" + new string('a', 262_000) + "\"}";
        Assert.Same(large, EventBridgeContext.Inject(large));
        Assert.Equal("no JSON", EventBridgeContext.Inject("no JSON"));
        Assert.Equal(["aws.eventbridge size_limit", "aws.eventbridge not_a_json_object"], skipped);
        Assert.Null(EventBridgeContext.Extract(null));
        Assert.Null(EventBridgeContext.Extract("{\"detail\":{\"_datadog\":{}}}"));
    }

    [Fact]
    public void Kinesis_carries_the_last_member_of_each_records_data()
    {
        var data = KinesisContext.Inject("{\"order\":7}"u8.ToArray());

        Assert.StartsWith("{\"order\":7,\"_datadog\":{", Encoding.UTF8.GetString(data), StringComparison.Ordinal);
        Assert.Equal(SpanId, KinesisContext.Extract(data)!.SpanId);
        byte[] binary = [0xFF, 0x00];
        Assert.Same(binary, KinesisContext.Inject(binary));
        var large = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('a', 1_048_560) + "\"}");
        Assert.Same(large, KinesisContext.Inject(large));
        Assert.Equal(["aws.kinesis not_a_json_object", "aws.kinesis size_limit"], skipped);
        Assert.Null(KinesisContext.Extract(binary));
        Assert.Throws<ArgumentNullException>(() => KinesisContext.Inject(null!));
    }

    [Fact]
    public void What_throws_on_the_way_into_an_sns_message_costs_no_message()
    {
        System.Collections.ObjectModel.ReadOnlyDictionary<string, byte[]> readOnly = new(new Dictionary<string, byte[]> { ["mine"] = [1] });
        Dictionary<string, byte[]> attributes = new() { ["mine"] = [1] };

        Assert.False(SnsContext.Inject(readOnly, json => json));
        Assert.False(SnsContext.Inject(attributes, _ => throw new InvalidOperationException("no stream")));

        Assert.Equal(["mine"], readOnly.Keys);
        Assert.Equal(["mine"], attributes.Keys);
        Assert.Equal(["aws.sns attributes_refused", "aws.sns attributes_refused"], skipped);
    }

    [Fact]
    public void Baggage_without_a_trace_leaves_a_forwarded_message_its_own()
    {
        Activity.Current = null;
        Baggage.Current = Baggage.Create([new("tenant", "new")]);
        try
        {
            const string Earlier = """{"x-datadog-trace-id":"7","x-datadog-parent-id":"8","baggage":"tenant=old","x-datadog-start-time":"1","x-datadog-resource-name":"first"}""";
            Dictionary<string, byte[]> attributes = new() { ["_datadog"] = Encoding.UTF8.GetBytes(Earlier) };
            var detail = EventBridgeContext.Inject($"{{\"_datadog\":{Earlier}}}", "second")!;
            var data = KinesisContext.Inject(Encoding.UTF8.GetBytes($"{{\"_datadog\":{Earlier}}}"));

            Assert.False(SnsContext.Inject(attributes, json => json));
            Assert.Equal(8UL, SnsContext.Extract(attributes["_datadog"])!.SpanId);
            Assert.Equal((7UL, 8UL, "new"), Of(EventBridgeContext.Extract($"{{\"detail\":{detail}}}")));
            Assert.Equal((7UL, 8UL, "new"), Of(KinesisContext.Extract(data)));
            using var json = JsonDocument.Parse(detail);
            Assert.Equal(["second"], json.RootElement.GetProperty("_datadog").EnumerateObject().Where(member => member.Name == "x-datadog-resource-name").Select(member => member.Value.GetString()));
            Assert.Single(json.RootElement.GetProperty("_datadog").EnumerateObject(), member => member.Name == "x-datadog-start-time");

            Assert.True(SnsContext.Inject(new Dictionary<string, byte[]>(), json => json));
            Assert.Empty(skipped);
        }
        finally
        {
            Baggage.Current = default;
        }

        static (ulong, ulong, string?) Of(SpanContext? context) => (context!.TraceId, context.SpanId, context.Baggage.GetBaggage("tenant"));
    }

    [Fact]
    public void Without_a_trace_all_is_left_as_it_is()
    {
        Activity.Current = null;
        Dictionary<string, byte[]> attributes = [];
        var data = "{}"u8.ToArray();

        Assert.False(SnsContext.Inject(attributes, json => json));
        Assert.Equal("{}", EventBridgeContext.Inject("{}"));
        Assert.Same(data, KinesisContext.Inject(data));
        Assert.Empty(attributes);
        Assert.Empty(skipped);
    }
}
