using System.Buffers;
using System.Text.Json;
using Waybill.Core.Messaging;
using Waybill.Core;

namespace Waybill.Fuzz.Carriers;

/// <summary>The JSON text of SQS's attribute. A header that is named like the attribute is such a text, be it JSON or not.</summary>
internal sealed class SqsCarrier : CarrierKind
{
    internal const string Attribute = "_datadog";

    internal override string Name => "sqs";

    internal override Func<SpanContextExtractor, SpanContext?> Fill(IReadOnlyList<Header> headers)
    {
        var json = headers.FirstOrDefault(header => header.Name == Attribute).Value ?? ToJson(headers);
        return extractor => ContextJsonReader.TryCreate(json, out var reader) ? extractor.Extract(ref reader) : null;
    }

    internal override IReadOnlyList<Header> Inject(SpanContextInjector injector, SpanContext context)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes);
        ContextJsonWriter writer = new(json);
        injector.Inject(ref writer, context);
        if (json.CurrentDepth == 0)
        {
            return [];
        }

        json.WriteEndObject();
        json.Flush();
        using var document = JsonDocument.Parse(bytes.WrittenMemory);
        return [.. document.RootElement.EnumerateObject().Select(property => new Header(property.Name, property.Value.GetString()!))];
    }

    private static byte[] ToJson(IReadOnlyList<Header> headers)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter json = new(bytes, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        foreach (var header in headers)
        {
            json.WriteString(header.Name, header.Text);
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
