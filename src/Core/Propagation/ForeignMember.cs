using System.Buffers;

namespace Waybill.Core.Propagation;

/// <summary>A member of tracestate that another vendor wrote: <c>key=value</c> by W3C's grammar. One that is not would cost the whole header at the next hop.</summary>
/// <remarks>https://www.w3.org/TR/trace-context-2/#list.</remarks>
internal static class ForeignMember
{
    private const int MaxLength = 256; // of the key and of the value

    private static readonly SearchValues<byte> KeyBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-*/@"u8);

    internal static bool IsLegal(ReadOnlySpan<byte> member)
    {
        var equals = member.IndexOf((byte)'=');
        return equals is > 0 and <= MaxLength && IsLegalKey(member[..equals]) && IsLegalValue(member[(equals + 1)..]);
    }

    private static bool IsLegalKey(ReadOnlySpan<byte> key) =>
        (char.IsAsciiLetterLower((char)key[0]) || char.IsAsciiDigit((char)key[0])) && !key.ContainsAnyExcept(KeyBytes);

    private static bool IsLegalValue(ReadOnlySpan<byte> value) =>
        value.Length is > 0 and <= MaxLength && !value.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E) && !value.Contains((byte)'=');
}
