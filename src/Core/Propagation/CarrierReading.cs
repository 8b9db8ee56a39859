namespace Waybill.Core.Propagation;

/// <summary>The rules by which a header with several values is read.</summary>
internal static class CarrierReading
{
    /// <summary>More values of one name than this are not looked at.</summary>
    internal const int MaxValues = 32;

    internal static bool TryGetFirstNonEmpty<TReader>(ref TReader reader, string name, Span<byte> scratch, out ReadOnlySpan<byte> value)
        where TReader : struct, ICarrierReader
    {
        for (var index = 0; index < MaxValues && reader.TryRead(name, index, scratch, out value); index++)
        {
            if (!value.IsEmpty && value.Length <= CarrierText.MaxLength)
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Takes off the text before the next separator; the last part has none behind it.</summary>
    internal static ReadOnlySpan<byte> TakePart(ref ReadOnlySpan<byte> rest, byte separator)
    {
        var end = rest.IndexOf(separator);
        var part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return part;
    }

    /// <summary>Without spaces and tabs at both ends.</summary>
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) =>
        text.IsEmpty || (text[0] > ' ' && text[^1] > ' ') ? text : text.Trim(" \t"u8);

    /// <summary>The value of a header that may stand there once only.</summary>
    internal static bool TryGetSingle<TReader>(ref TReader reader, string name, Span<byte> scratch, out ReadOnlySpan<byte> value)
        where TReader : struct, ICarrierReader
    {
        Span<byte> unused = stackalloc byte[1];
        return reader.TryRead(name, 1, unused, out _)
            ? Fail(out value)
            : reader.TryRead(name, 0, scratch, out value);
    }

    private static bool Fail(out ReadOnlySpan<byte> value)
    {
        value = default;
        return false;
    }
}
