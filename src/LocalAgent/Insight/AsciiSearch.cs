using System.Text;

namespace Waybill.LocalAgent.Insight;

/// <summary>Finds a text in UTF-8 bytes; letters of ASCII match in either case.</summary>
internal static class AsciiSearch
{
    public static bool Contains(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> wanted)
    {
        if (wanted.IsEmpty)
        {
            return true;
        }

        byte lower = Lower(wanted[0]);
        byte upper = lower is >= (byte)'a' and <= (byte)'z' ? (byte)(lower - 32) : lower;
        while (bytes.Length >= wanted.Length)
        {
            int at = bytes[..(bytes.Length - wanted.Length + 1)].IndexOfAny(lower, upper);
            if (at < 0)
            {
                return false;
            }

            if (EqualsIgnoreCase(bytes.Slice(at, wanted.Length), wanted))
            {
                return true;
            }

            bytes = bytes[(at + 1)..];
        }

        return false;
    }

    private static bool EqualsIgnoreCase(ReadOnlySpan<byte> some, ReadOnlySpan<byte> wanted)
    {
        if (Ascii.IsValid(wanted))
        {
            return Ascii.EqualsIgnoreCase(some, wanted);
        }

        for (int i = 0; i < some.Length; i++)
        {
            if (Lower(some[i]) != Lower(wanted[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter + 32) : letter;
}
