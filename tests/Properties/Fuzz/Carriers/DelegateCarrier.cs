using Waybill.Core;

namespace Waybill.Fuzz.Carriers;

/// <summary>A dictionary with all values of each name, read and written through delegates.</summary>
internal sealed class DelegateCarrier : CarrierKind
{
    internal override string Name => "delegate";

    internal override Func<SpanContextExtractor, SpanContext?> Fill(IReadOnlyList<Header> headers)
    {
        var values = headers.GroupBy(header => header.Name).ToDictionary(group => group.Key, group => group.Select(header => header.Text).ToArray());
        return extractor => (SpanContext?)extractor.Extract(values, static (carrier, name) => carrier.GetValueOrDefault(name) ?? []);
    }

    internal override IReadOnlyList<Header> Inject(SpanContextInjector injector, SpanContext context)
    {
        List<Header> headers = [];
        injector.Inject(headers, static (carrier, name, value) => carrier.Add(new Header(name, value)), context);
        return headers;
    }
}
