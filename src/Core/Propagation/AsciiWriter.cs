using System.Buffers;
using System.Globalization;
using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>Appends text to a buffer of fixed size. What does not fit is remembered as an overflow, never thrown.</summary>
internal ref struct AsciiWriter(Span<byte> buffer)
{
    private readonly Span<byte> buffer = buffer;

    internal int Length { get; private set; }

    internal bool Overflowed { get; private set; }

    internal readonly ReadOnlySpan<byte> Written => buffer[..Length];

    internal void Append(char ascii)
    {
        if (Length < buffer.Length)
        {
            buffer[Length++] = (byte)ascii;
        }
        else
        {
            Overflowed = true;
        }
    }

    internal void Append(scoped ReadOnlySpan<byte> ascii)
    {
        if (ascii.TryCopyTo(buffer[Length..]))
        {
            Length += ascii.Length;
        }
        else
        {
            Overflowed = true;
        }
    }

    /// <summary>Forgets what was written from a position on.</summary>
    internal void Truncate(int length)
    {
        Length = length;
        Overflowed = false;
    }

    /// <summary>Characters beyond ASCII become UTF-8.</summary>
    internal void Append(ReadOnlySpan<char> text)
    {
        if (Encoding.UTF8.TryGetBytes(text, buffer[Length..], out var written))
        {
            Length += written;
        }
        else
        {
            Overflowed = true;
        }
    }

    internal void AppendHex(ulong value) => AppendNumber(value, "x16");

    internal void AppendDecimal(long value) => AppendNumber(value, default);

    internal void AppendDecimal(ulong value) => AppendNumber(value, default);

    /// <summary>Text for a place that not every character is allowed in: '=' goes out as '~', what is not allowed as '_'.</summary>
    internal void AppendReplacing(ReadOnlySpan<char> text, SearchValues<char> allowed)
    {
        foreach (var c in text)
        {
            Append(c == '=' ? '~' : allowed.Contains(c) ? c : '_');
        }
    }

    private void AppendNumber<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        if (value.TryFormat(buffer[Length..], out var written, format, CultureInfo.InvariantCulture))
        {
            Length += written;
        }
        else
        {
            Overflowed = true;
        }
    }
}
