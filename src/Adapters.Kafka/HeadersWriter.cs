using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Kafka;

/// <summary>Writes into a copy of a message's headers, which is made when there is something to write.</summary>
internal struct HeadersWriter(Headers? original) : ICarrierWriter
{
    /// <summary>The original's headers without those of an earlier context, and ours; null when nothing was written.</summary>
    internal Headers? Copy { get; private set; }

    public static bool KeepsArrays => true;

    public void Write(string name, ReadOnlySpan<byte> value) => WriteShared(name, value.ToArray());

    public void WriteShared(string name, byte[] value)
    {
        Copy ??= CopyWithoutContext(original);
        if (original is { Count: > 0 } && !ContextHeaders.All.Contains(name))
        {
            Copy.Remove(name); // baggage, or a format of the program's own
        }

        Copy.Add(name, value);
    }

    private static Headers CopyWithoutContext(Headers? headers)
    {
        Headers copy = [];
        for (var i = 0; i < headers?.Count; i++)
        {
            if (!ContextHeaders.All.Contains(headers[i].Key))
            {
                copy.Add(headers[i]);
            }
        }

        return copy;
    }
}
