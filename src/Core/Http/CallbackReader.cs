using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core.Http;

/// <summary>.NET's way to get a header, as a carrier.</summary>
internal readonly struct CallbackReader(object? carrier, DistributedContextPropagator.PropagatorGetterCallback getter) : ICarrierReader
{
    public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        getter(carrier, name, out var single, out var several);
        return CarrierText.TryGetBytes(several is null ? (index == 0 ? single : null) : several.ElementAtOrDefault(index), scratch, out value);
    }
}
