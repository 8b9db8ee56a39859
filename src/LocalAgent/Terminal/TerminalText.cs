using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Waybill.LocalAgent.Terminal;

/// <summary>Makes text from the wire safe for a terminal, and fits it into columns.</summary>
internal static class TerminalText
{
    private const char Ellipsis = '…';

    /// <summary>
    /// The text in one line of at most <paramref name="width"/> cells: control and format characters, which could move the
    /// cursor or turn the reading direction, are replaced, and what does not fit is cut.
    /// </summary>
    public static string Cut(string text, int width)
    {
        var line = new StringBuilder(width);
        int cells = 0;
        int runes = 0;
        int lengthBeforeLast = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            string safe = IsSafe(rune) ? rune.ToString() : "·";
            int needed = Width(safe);
            // Marks need no cells of their own: their number is limited too.
            if (cells + needed > width || ++runes > 2 * width)
            {
                line.Length = cells == width ? lengthBeforeLast : line.Length;
                return width > 0 ? line.Append(Ellipsis).ToString() : "";
            }

            if (needed > 0)
            {
                lengthBeforeLast = line.Length;
            }

            line.Append(safe);
            cells += needed;
        }

        return line.ToString();
    }

    /// <summary>Cuts, then fills up with spaces at the right.</summary>
    public static string Left(string text, int width)
    {
        string cut = Cut(text, width);
        return cut + new string(' ', Math.Max(0, width - Width(cut)));
    }

    /// <summary>Cuts, then fills up with spaces at the left.</summary>
    public static string Right(string text, int width)
    {
        string cut = Cut(text, width);
        return new string(' ', Math.Max(0, width - Width(cut))) + cut;
    }

    /// <summary>The number of terminal cells that a text takes.</summary>
    public static int Width(string text) => new Segment(text).CellCount();

    private static bool IsSafe(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
