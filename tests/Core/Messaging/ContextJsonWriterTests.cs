using System.Buffers;
using System.Text;
using System.Text.Json;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public sealed class ContextJsonWriterTests
{
    [Theory]
    [InlineData("dd=s:2;t.dm:-4,other=a+b/c")]
    [InlineData("\"\\/<>&'\u0001\t\u007f\uffff")]
    [InlineData("größe 😀")]
    public void Writes_ASCII_that_any_reader_reads_back_exactly(string value)
    {
        var json = Written(writer => writer.Write("tracestate", Encoding.UTF8.GetBytes(value)));

        Assert.All(json, character => Assert.InRange(character, ' ', '~'));
        Assert.Equal(value, JsonSerializer.Deserialize<Dictionary<string, string>>(json)!["tracestate"]);
    }

    [Fact]
    public void Writes_headers_in_order()
    {
        var json = Written(writer =>
        {
            writer.Write("x-datadog-trace-id", "1"u8);
            writer.Write("x-datadog-parent-id", "2"u8);
        });

        Assert.Equal("""{"x-datadog-trace-id":"1","x-datadog-parent-id":"2"}""", json);
    }

    [Fact]
    public void Does_not_fail_on_bytes_that_are_no_text() =>
        Assert.Equal("""{"x-datadog-origin":"a\uFFFD("}""", Written(writer => writer.Write("x-datadog-origin", [0x61, 0xC3, 0x28])));

    private static string Written(Action<ContextJsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes);
        write(new ContextJsonWriter(json));
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
