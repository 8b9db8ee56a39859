using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka;

/// <summary>Reads Kafka headers. Of several headers of one name the last that has a value counts, as in Datadog's tracers.</summary>
/// <remarks>
/// A look-up by name compares with every header, and extraction asks for many names. So one pass first notes where the last name
/// of each length stands: most look-ups then compare with one header, or with none.
/// </remarks>
internal readonly struct HeadersReader : ICarrierReader
{
    private readonly Headers headers;
    private readonly EndsByLength ends;

    internal HeadersReader(Headers headers)
    {
        this.headers = headers;
        for (var i = 0; i < headers.Count; i++)
        {
            ends[headers[i].Key.Length % EndsByLength.Count] = (byte)Math.Min(i + 1, byte.MaxValue);
        }
    }

    public static bool NeedsScratch => false;

    public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        if (index == 0)
        {
            int end = ends[name.Length % EndsByLength.Count];
            for (var i = (end == byte.MaxValue ? headers.Count : end) - 1; i >= 0; i--)
            {
                var header = headers[i];
                if (header.Key == name && header.GetValueBytes() is { } bytes)
                {
                    value = bytes;
                    return true;
                }
            }
        }

        value = default;
        return false;
    }

    /// <summary>The place behind the last name of a length, 0 for no such name; what fits in no byte is only known to be far behind.</summary>
    [InlineArray(Count)]
    private struct EndsByLength
    {
        internal const int Count = 32; // the lengths of the names that Datadog and W3C use differ by this modulus

        private byte first;
    }
}
