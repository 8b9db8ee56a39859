using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>W3C Baggage: <c>name=value,name=value</c>, percent-encoded UTF-8.</summary>
/// <remarks>https://www.w3.org/TR/baggage/. A header with one malformed member is dropped whole, as Datadog's tracers do.</remarks>
internal static class BaggageFormat
{
    internal const string Header = "baggage";

    internal static void Inject<TWriter>(ref TWriter carrier, Baggage baggage, PropagationSettings settings)
        where TWriter : struct, ICarrierWriter
    {
        if (baggage.Count == 0 || settings.BaggageMaxItems == 0 || settings.BaggageMaxBytes == 0)
        {
            return;
        }

        var room = MaxLength(baggage, settings.BaggageMaxBytes);
        AsciiWriter writer = new(room <= CarrierText.ScratchLength ? stackalloc byte[CarrierText.ScratchLength] : new byte[room]);
        var items = 0;
        foreach (var (name, value) in baggage.AsSpan())
        {
            if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            var before = writer.Length;
            if (before > 0)
            {
                writer.Append(',');
            }

            BaggageEncoding.Append(name, BaggageEncoding.NameCharacters, ref writer);
            writer.Append('=');
            BaggageEncoding.Append(value, BaggageEncoding.ValueCharacters, ref writer);
            if (writer.Overflowed || writer.Length > settings.BaggageMaxBytes)
            {
                writer.Truncate(before);
                break;
            }

            if (++items == settings.BaggageMaxItems)
            {
                break;
            }
        }

        if (writer.Length > 0)
        {
            carrier.Write(Header, writer.Written);
        }
    }

    /// <summary>What the first header that is not empty says; items beyond the limits are left out.</summary>
    internal static Baggage Extract<TReader>(ref TReader carrier, PropagationSettings settings)
        where TReader : struct, ICarrierReader
    {
        Span<byte> scratch = stackalloc byte[TReader.NeedsScratch ? CarrierText.ScratchLength : 0];
        return CarrierReading.TryGetFirstNonEmpty(ref carrier, Header, scratch, out var header) ? Parse(header, settings) : default;
    }

    private static Baggage Parse(ReadOnlySpan<byte> header, PropagationSettings settings)
    {
        List<KeyValuePair<string, string>> items = [];
        foreach (var range in header.Split((byte)','))
        {
            if (items.Count >= settings.BaggageMaxItems || range.End.Value > settings.BaggageMaxBytes)
            {
                break;
            }

            var member = header[range];
            var equals = member.IndexOf((byte)'=');
            var properties = member.IndexOf((byte)';');
            if (equals < 0 || (properties >= 0 && properties < equals))
            {
                return default;
            }

            var name = Decode(member[..equals]);
            var value = Decode(properties < 0 ? member[(equals + 1)..] : member[(equals + 1)..properties]);
            if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(value))
            {
                return default;
            }

            items.Add(new(name, value));
        }

        return Baggage.Create(items);
    }

    private static string Decode(ReadOnlySpan<byte> text) => Uri.UnescapeDataString(Encoding.UTF8.GetString(CarrierReading.Trim(text)));

    /// <summary>Each UTF-16 unit takes 9 bytes at most, percent-encoded.</summary>
    private static int MaxLength(Baggage baggage, int maxBytes)
    {
        long length = 0;
        foreach (var (name, value) in baggage.AsSpan())
        {
            length += (9L * (name.Length + value.Length)) + 2;
        }

        return (int)Math.Min(length, maxBytes + 1L);
    }
}
