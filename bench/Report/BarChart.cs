using System.Globalization;
using System.Xml.Linq;

namespace Waybill.Benchmarks.Report;

/// <summary>Draws bars with their names and figures, one colour for what is ours and one for what it is compared with.</summary>
internal static class BarChart
{
    private const int Width = 940;
    private const int RowHeight = 30;
    private const int BarHeight = 18;
    private const int Margin = 16;
    private const int HeadHeight = 34;
    private const int AxisAt = 424;
    private const int FigureWidth = 150;

    private const string Style = """
        text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2430; } .head { font-weight: 600; }
        .figure { fill: #667085; font-size: 12px; } .sheet { fill: #ffffff; stroke: #d9dee8; }
        .ours { fill: #3b6fd8; } .other { fill: #8a94a6; } .reference { fill: none; stroke: #8a94a6; stroke-dasharray: 4 3; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6e9f0; } .figure { fill: #98a2b3; } .sheet { fill: #12161f; stroke: #2b3344; }
          .ours { fill: #6b9bff; } .other { fill: #7b879c; } .reference { stroke: #7b879c; }
        }
        """;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    internal static string Draw(string title, IReadOnlyList<Bar> bars)
    {
        var height = (2 * Margin) + HeadHeight + (bars.Count * RowHeight);
        var most = bars.Max(bar => bar.Nanoseconds);
        XElement svg = new(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {height}"),
            new XAttribute("width", Width),
            new XAttribute("height", height),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", title),
            new XElement(Svg + "style", Style),
            Element("rect", ("class", "sheet"), ("x", 0.5), ("y", 0.5), ("width", Width - 1), ("height", height - 1), ("rx", 8)),
            Text("head", Margin, Margin + 16, title));
        for (var row = 0; row < bars.Count; row++)
        {
            var top = Margin + HeadHeight + (row * RowHeight);
            var length = Math.Round(bars[row].Nanoseconds / most * (Width - Margin - FigureWidth - AxisAt), 1);
            svg.Add(Text(null, Margin, top + 14, bars[row].Name));
            svg.Add(Element("rect", ("class", Class(bars[row].Kind)), ("x", AxisAt), ("y", top), ("width", length), ("height", BarHeight), ("rx", 3)));
            svg.Add(Text("figure", AxisAt + length + 8, top + 13, FigureOf(bars[row])));
        }

        return new XDocument(svg) + "\n";
    }

    private static string FigureOf(Bar bar) => string.Create(CultureInfo.InvariantCulture, $"{bar.Nanoseconds:N0} ns, {bar.Bytes:N0} B");

    private static string Class(BarKind kind) => kind switch
    {
        BarKind.Ours => "ours",
        BarKind.Reference => "reference",
        _ => "other",
    };

    private static XElement Text(string? style, double x, double y, string text) => new(
        Svg + "text", style is null ? null : new XAttribute("class", style), new XAttribute("x", x), new XAttribute("y", y), text);

    private static XElement Element(string name, params IEnumerable<(string Name, object Value)> attributes) =>
        new(Svg + name, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)));
}
