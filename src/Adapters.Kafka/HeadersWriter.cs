using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Kafka;

/// <summary>Writes into a copy of a message's headers, which is made when there is something to write.</summary>
/// <remarks>
/// A context goes in place of the earlier one, whatever its formats. Baggage alone is no context: then what the message has of one stays.
/// </remarks>
internal struct HeadersWriter(Headers? original) : ICarrierWriter
{
    /// <summary>Of the default styles.</summary>
    private const int UsualHeaders = 6;

    private bool hasContext;

    /// <summary>The original's headers, with ours; null when nothing was written.</summary>
    internal Headers? Copy { get; private set; }

    public static bool KeepsArrays => true;

    public void Write(string name, ReadOnlySpan<byte> value) => WriteShared(name, value.ToArray());

    public void WriteShared(string name, byte[] value)
    {
        if (!hasContext && name != BaggageFormat.Header)
        {
            hasContext = true;
            Copy = WithoutContext(Copy ?? original);
        }

        Copy ??= Clone(original);
        if (original is { Count: > 0 } && !ContextHeaders.All.Contains(name))
        {
            Copy.Remove(name); // baggage, or a format of the program's own
        }

        Copy.Add(name, value);
    }

    private static Headers WithoutContext(Headers? headers)
    {
        var copy = WithRoom(headers);
        for (var i = 0; i < headers?.Count; i++)
        {
            if (!ContextHeaders.All.Contains(headers[i].Key))
            {
                copy.Add(headers[i]);
            }
        }

        return copy;
    }

    private static Headers Clone(Headers? headers)
    {
        var copy = WithRoom(headers);
        for (var i = 0; i < headers?.Count; i++)
        {
            copy.Add(headers[i]);
        }

        return copy;
    }

    /// <summary>The client has no constructor for it: its list would grow twice.</summary>
    private static Headers WithRoom(Headers? original)
    {
        Headers copy = [];
        if (copy.BackingList is List<IHeader> list)
        {
            list.EnsureCapacity((original?.Count ?? 0) + UsualHeaders);
        }

        return copy;
    }
}
