using System.Diagnostics;
using System.Text;

namespace Waybill.Core.Http;

/// <summary>.NET's way to set a header, as a carrier.</summary>
internal readonly struct CallbackWriter(object? carrier, DistributedContextPropagator.PropagatorSetterCallback setter) : ICarrierWriter
{
    public void Write(string name, ReadOnlySpan<byte> value) => setter(carrier, name, Encoding.UTF8.GetString(value));
}
