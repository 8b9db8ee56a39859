using System.Globalization;

namespace Waybill.LocalAgent.Api;

/// <summary>Reads a trace id that a person or a program gives.</summary>
internal static class TraceIdText
{
    private const int HalfDigits = 16;

    /// <summary>
    /// The lower 64 bits that the text may stand for: of 32 or 16 hex digits, then of a decimal number. Sixteen decimal
    /// digits can be either. The upper half is not compared, since traces are kept by the lower one.
    /// </summary>
    public static IEnumerable<ulong> Readings(string text)
    {
        if (text.Length is HalfDigits or 2 * HalfDigits
            && ulong.TryParse(text.AsSpan()[^HalfDigits..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hex))
        {
            yield return hex;
        }

        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
        {
            yield return number;
        }
    }
}
