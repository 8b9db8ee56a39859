using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>Bytes from the values of carriers that hold strings.</summary>
internal static class CarrierText
{
    /// <summary>The longest value that is looked at, in characters. No format needs a longer one.</summary>
    internal const int MaxLength = 16 * 1024;

    /// <summary>The stack space that a format gives to a carrier: enough for all but a very long tracestate.</summary>
    internal const int ScratchLength = 512;

    internal static bool TryGetBytes(string? text, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        if (text is null || text.Length > MaxLength)
        {
            value = default;
            return false;
        }

        value = Encoding.UTF8.TryGetBytes(text, scratch, out var length) ? scratch[..length] : Encoding.UTF8.GetBytes(text);
        return true;
    }
}
