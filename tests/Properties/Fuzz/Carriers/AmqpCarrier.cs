using Waybill.Adapters.RabbitMq;
using Waybill.Core;

namespace Waybill.Fuzz.Carriers;

/// <summary>The header table of an AMQP message, with values as they come from the wire. Of several headers of one name it holds the last.</summary>
internal sealed class AmqpCarrier : CarrierKind
{
    internal override string Name => "amqp";

    internal override Func<SpanContextExtractor, SpanContext?> Fill(IReadOnlyList<Header> headers)
    {
        Dictionary<string, object?> table = [];
        foreach (var (name, value) in headers)
        {
            table[name] = value;
        }

        return extractor =>
        {
            HeaderTableReader reader = new(table);
            return extractor.Extract(ref reader);
        };
    }

    internal override IReadOnlyList<Header> Inject(SpanContextInjector injector, SpanContext context)
    {
        TracedHeaders table = [];
        HeaderTableWriter writer = new(table);
        injector.Inject(ref writer, context);
        return [.. table.Select(header => new Header(header.Key, (byte[])header.Value!))];
    }
}
