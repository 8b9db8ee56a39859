using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.RabbitMq;

/// <summary>Reads context from an AMQP header table.</summary>
/// <remarks>
/// Strings come from the wire as <c>byte[]</c>; a string is there when the table never went over it. Other types are not read.
/// </remarks>
internal readonly struct HeaderTableReader(IDictionary<string, object?> headers) : ICarrierReader
{
    /// <param name="headers">The table; null when the message has none.</param>
    /// <param name="subject">What was received, for the <see cref="ContextLog"/>; null says nothing.</param>
    internal static SpanContext? Extract(IDictionary<string, object?>? headers, string? subject = null)
    {
        if (headers is null || headers.Count == 0)
        {
            if (subject is not null)
            {
                ContextLog.Current?.Tell("extract", subject, "no context: the message has no headers");
            }

            return null;
        }

        HeaderTableReader reader = new(headers);
        return SpanContextExtractor.Default.Extract(ref reader, subject);
    }

    public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (index != 0 || !headers.TryGetValue(name, out var header))
        {
            return false;
        }

        if (header is byte[] bytes)
        {
            value = bytes;
            return true;
        }

        return CarrierText.TryGetBytes(header as string, scratch, out value);
    }
}
