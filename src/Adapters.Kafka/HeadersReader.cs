using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka;

/// <summary>Reads Kafka headers. Of several headers of one name the last that has a value counts, as in Datadog's tracers.</summary>
internal readonly struct HeadersReader(Headers headers) : ICarrierReader
{
    public static bool NeedsScratch => false;

    public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        if (index == 0 && headers.TryGetLastBytes(name, out var bytes))
        {
            bytes ??= LastWithValue(name);
            value = bytes;
            return bytes is not null;
        }

        value = default;
        return false;
    }

    private byte[]? LastWithValue(string name)
    {
        for (var i = headers.Count - 1; i >= 0; i--)
        {
            if (headers[i].Key == name && headers[i].GetValueBytes() is { } bytes)
            {
                return bytes;
            }
        }

        return null;
    }
}
