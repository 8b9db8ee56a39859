using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>The origin of a trace as it came in. It goes out again into headers of every kind, so it may hold printable ASCII only.</summary>
internal static class OriginText
{
    /// <summary>Origins are words, such as <c>synthetics-browser</c>.</summary>
    internal const int MaxLength = 256;

    /// <returns>Null when it is too long; each character that is not allowed becomes '_'.</returns>
    internal static string? Read(ReadOnlySpan<byte> text) => text.Length > MaxLength ? null : Printable(text);

    /// <summary>Text with '_' for each character that is not printable ASCII.</summary>
    internal static string Printable(ReadOnlySpan<byte> text) => string.Create(
        Encoding.UTF8.GetCharCount(text),
        text,
        static (characters, bytes) =>
        {
            Encoding.UTF8.GetChars(bytes, characters);
            foreach (ref var c in characters)
            {
                c = c is < ' ' or > '~' ? '_' : c;
            }
        });
}
