using System.Text;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public sealed class ContextEnvelopeTests
{
    private const string Context = """{"x-datadog-trace-id":"7","x-datadog-parent-id":"8"}""";

    [Theory]
    [InlineData("""{"Type":"Notification","MessageAttributes":{"_datadog":{"Type":"String","Value":"{\"x-datadog-trace-id\":\"7\",\"x-datadog-parent-id\":\"8\"}"}}}""")]
    [InlineData("""{"Type":"Notification","MessageAttributes":{"_datadog":{"Type":"Binary","Value":"eyJ4LWRhdGFkb2ctdHJhY2UtaWQiOiI3IiwieC1kYXRhZG9nLXBhcmVudC1pZCI6IjgifQ=="}}}""")]
    [InlineData(""" { "T\u0079pe" : "Notificati\u006fn" , "MessageAttributes" : { "_datadog" : { "Value" : "{\"x-datadog-trace-id\":\"7\",\"x-datadog-parent-id\":\"8\"}" } } } """)]
    public void Reads_a_notification(string json) => AssertRead(ContextEnvelope.ReadNotification(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Reads_an_event_and_an_object()
    {
        AssertRead(ContextEnvelope.ReadEvent(Encoding.UTF8.GetBytes("{\"id\":1,\"detail\":{\"a\":{},\"_datadog\":" + Context + "}} trailing")));
        AssertRead(ContextEnvelope.ReadObject(Encoding.UTF8.GetBytes("{\"a\":{},\"_datadog\":" + Context + ",\"b\":[]}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[{\"_datadog\":{}}]")]
    [InlineData("{\"a\":{\"_datadog\":{\"x-datadog-trace-id\":\"7\",\"x-datadog-parent-id\":\"8\"}}}")]
    [InlineData("{\"_datadog\":")]
    [InlineData("{\"_datadog\":{\"x-datadog-trace-id\":\"7\"")]
    [InlineData("{\"_datadog\":\"{}\"}")]
    [InlineData("{\"detail\":null,\"MessageAttributes\":7,\"Type\":\"Notification\"}")]
    public void Takes_all_else_for_no_context(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Assert.Null(ContextEnvelope.ReadNotification(bytes));
        Assert.Null(ContextEnvelope.ReadEvent(bytes));
        Assert.Null(ContextEnvelope.ReadObject(bytes));
    }

    [Fact]
    public void Takes_bytes_that_are_no_text_and_every_cut_of_a_sound_one_for_no_context_without_throwing()
    {
        var sound = Encoding.UTF8.GetBytes("{\"Type\":\"Notification\",\"MessageAttributes\":{\"_datadog\":{\"Value\":\"" + Context.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"}}}");
        for (var length = 0; length < sound.Length - 3; length++)
        {
            Assert.Null(ContextEnvelope.ReadNotification(sound.AsSpan()[..length]) is { } read && length < sound.Length - 4 ? read : null);
        }

        for (var i = 0; i < sound.Length; i++)
        {
            var broken = sound.ToArray();
            broken[i] = 0xC3;
            _ = ContextEnvelope.ReadNotification(broken);
            _ = ContextEnvelope.ReadEvent(broken);
            _ = ContextEnvelope.ReadObject(broken);
        }
    }

    private static void AssertRead(SpanContext? context) => Assert.Equal((7UL, 8UL), (context!.TraceId, context.SpanId));
}
