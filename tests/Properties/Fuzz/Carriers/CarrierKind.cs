using Waybill.Core;

namespace Waybill.Fuzz.Carriers;

/// <summary>A kind of message that carries headers.</summary>
internal abstract class CarrierKind
{
    internal static readonly IReadOnlyList<CarrierKind> All =
        [new DelegateCarrier(), new BytesCarrier(), new KafkaCarrier(), new AmqpCarrier(), new SqsCarrier()];

    internal abstract string Name { get; }

    /// <summary>Puts headers into a carrier, as far as it can hold them.</summary>
    /// <returns>Reads that carrier; what it allocates is the extraction's doing alone.</returns>
    internal abstract Func<SpanContextExtractor, SpanContext?> Fill(IReadOnlyList<Header> headers);

    /// <summary>Writes a context into an empty carrier.</summary>
    internal abstract IReadOnlyList<Header> Inject(SpanContextInjector injector, SpanContext context);

    internal static CarrierKind Of(string name) => All.Single(kind => kind.Name == name);
}
