using System.Buffers;
using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>Percent-encoding for baggage. Which characters stay is what Datadog's tracers agree on; '%' itself is encoded, so that it comes back.</summary>
internal static class BaggageEncoding
{
    internal static readonly SearchValues<char> ValueCharacters = Printable("\",;\\%");
    internal static readonly SearchValues<char> NameCharacters = Printable("\",;\\%()/:<=>?@[]{}");

    internal static void Append(string text, SearchValues<char> raw, ref AsciiWriter writer)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && raw.Contains((char)rune.Value))
            {
                writer.Append((char)rune.Value);
                continue;
            }

            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                writer.Append('%');
                writer.Append(HexDigit(octet >> 4));
                writer.Append(HexDigit(octet & 0xF));
            }
        }
    }

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);

    private static SearchValues<char> Printable(string except) =>
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7F - 0x21).Select(code => (char)code).Where(c => !except.Contains(c))]);
}
