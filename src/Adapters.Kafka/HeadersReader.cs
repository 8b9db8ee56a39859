using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka;

/// <summary>Reads Kafka headers. Of several headers of one name the last that has a value counts, as in Datadog's tracers.</summary>
internal readonly struct HeadersReader(Headers headers) : ICarrierReader
{
    public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        for (var i = index == 0 ? headers.Count - 1 : -1; i >= 0; i--)
        {
            if (headers[i].Key == name && headers[i].GetValueBytes() is { } bytes)
            {
                value = bytes;
                return true;
            }
        }

        value = default;
        return false;
    }
}
