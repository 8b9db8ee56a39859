using System.Globalization;

namespace Waybill.Pictures;

/// <summary>A picture as text; the format is in README.md.</summary>
internal sealed record TraceText(string Title, IReadOnlyList<PictureSpan> Spans)
{
    internal static TraceText Parse(IReadOnlyList<string> lines)
    {
        List<PictureSpan> spans = [];
        var trace = 0;
        foreach (var line in lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            if (line.Trim() == "---")
            {
                trace++;
            }
            else
            {
                spans.Add(ParseSpan(line, trace));
            }
        }

        return new TraceText(lines[0].TrimStart('#', ' '), spans);
    }

    private static PictureSpan ParseSpan(string line, int trace)
    {
        var depth = (line.Length - line.TrimStart().Length) / 2;
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        if (parts.Length < 3 || parts[2].Split('-') is not [var begin, var end])
        {
            throw new FormatException($"'{line}' is no span: write 'service | name | begin-end | flags'.");
        }

        var text = parts.Length > 3 ? parts[3] : "";
        var noteAt = text.IndexOf("note=", StringComparison.Ordinal);
        var flags = (noteAt < 0 ? text : text[..noteAt]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new PictureSpan(
            trace,
            depth,
            parts[0],
            parts[1],
            double.Parse(begin, CultureInfo.InvariantCulture),
            double.Parse(end, CultureInfo.InvariantCulture),
            Value(flags, "id="),
            Value(flags, "link=")?.Split(',') ?? [],
            flags.Contains("error"),
            noteAt < 0 ? null : text[(noteAt + "note=".Length)..]);
    }

    private static string? Value(string[] flags, string name) =>
        flags.FirstOrDefault(flag => flag.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
