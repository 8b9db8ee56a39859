using Confluent.Kafka;
using Waybill.Adapters.Kafka;
using Waybill.Core;

namespace Waybill.Fuzz.Carriers;

/// <summary>The headers of a Kafka message.</summary>
internal sealed class KafkaCarrier : CarrierKind
{
    internal override string Name => "kafka";

    internal override Func<SpanContextExtractor, SpanContext?> Fill(IReadOnlyList<Header> headers)
    {
        Headers carrier = [];
        foreach (var (name, value) in headers)
        {
            carrier.Add(name, value);
        }

        return extractor =>
        {
            HeadersReader reader = new(carrier);
            return extractor.Extract(ref reader);
        };
    }

    internal override IReadOnlyList<Header> Inject(SpanContextInjector injector, SpanContext context)
    {
        HeadersWriter writer = new(original: null);
        injector.Inject(ref writer, context);
        return [.. (writer.Copy ?? []).Select(header => new Header(header.Key, header.GetValueBytes()))];
    }
}
