using System.Globalization;
using System.Xml.Linq;

namespace Waybill.Pictures;

/// <summary>Draws spans as a waterfall: names on the left, bars on one axis on the right, links as dashed curves.</summary>
internal static class TraceSvg
{
    private const int Width = 860;
    private const int RowHeight = 30;
    private const int BarHeight = 18;
    private const int TraceGap = 22;
    private const int Margin = 16;
    private const int Indent = 16;
    private const int AxisAt = 330;
    private const int ServiceColors = 5;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private const string Style = """
        text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2430; }
        .service { fill: #667085; font-size: 11px; } .note { fill: #667085; font-size: 11px; }
        .sheet { fill: #ffffff; stroke: #d9dee8; } .row { stroke: #eef1f6; } .tree { stroke: #b6bfce; fill: none; }
        .link { stroke: #c2410c; stroke-width: 1.6; stroke-dasharray: 5 4; fill: none; } .arrow { fill: #c2410c; }
        .error { fill: none; stroke: #d92d20; stroke-width: 2; } .failed { fill: #d92d20; font-weight: 600; }
        .s0 { fill: #3b6fd8; } .s1 { fill: #158a7a; } .s2 { fill: #8a52c7; } .s3 { fill: #b7791f; } .s4 { fill: #5b6b82; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6e9f0; } .service, .note { fill: #98a2b3; } .sheet { fill: #12161f; stroke: #2b3344; } .row { stroke: #1e2532; }
          .tree { stroke: #475266; } .link { stroke: #fb923c; } .arrow { fill: #fb923c; } .error { stroke: #f97066; } .failed { fill: #f97066; }
          .s0 { fill: #6b9bff; } .s1 { fill: #3fc1ae; } .s2 { fill: #b58cf0; } .s3 { fill: #e0a63e; } .s4 { fill: #8b9bb4; }
        }
        """;

    internal static XDocument Draw(TraceText picture)
    {
        var spans = picture.Spans;
        var height = (2 * Margin) + (spans.Count * RowHeight) + (TraceGap * spans[^1].Trace);
        XElement svg = new(
            Svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {height}"),
            new XAttribute("width", Width),
            new XAttribute("height", height),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", picture.Title),
            new XElement(Svg + "style", Style),
            new XElement(
                Svg + "defs",
                Element("marker", ("id", "arrow"), ("viewBox", "0 0 8 8"), ("refX", 7), ("refY", 4), ("markerWidth", 7), ("markerHeight", 7), ("orient", "auto"))
                    .With(Element("path", ("class", "arrow"), ("d", "M0 0 8 4 0 8z")))),
            Element("rect", ("class", "sheet"), ("x", 0.5), ("y", 0.5), ("width", Width - 1), ("height", height - 1), ("rx", 8)));
        var services = spans.Select(span => span.Service).Distinct().ToList();
        for (var row = 0; row < spans.Count; row++)
        {
            svg.Add(Row(spans, row, services.IndexOf(spans[row].Service) % ServiceColors));
        }

        svg.Add(spans.SelectMany((span, row) => span.Links.Select(link => Link(spans, row, IndexOf(spans, link, span)))));
        return new XDocument(svg);
    }

    private static IEnumerable<XElement> Row(IReadOnlyList<PictureSpan> spans, int row, int color)
    {
        var span = spans[row];
        var middle = Middle(spans, row);
        double textAt = Margin + (span.Depth * Indent);
        yield return Element("path", ("class", "row"), ("d", Path($"M{Margin} {middle + (RowHeight / 2)}H{Width - Margin}")));
        if (Parent(spans, row) is { } parent)
        {
            var x = textAt - 10;
            yield return Element("path", ("class", "tree"), ("d", Path($"M{x} {Middle(spans, parent) + 9}V{middle}H{textAt - 3}")));
        }

        yield return new XElement(
            Svg + "text",
            new XAttribute("x", textAt),
            new XAttribute("y", middle + 4.5),
            new XElement(Svg + "tspan", span.IsError ? new XAttribute("class", "failed") : null, span.Name),
            new XElement(Svg + "tspan", new XAttribute("class", "service"), new XAttribute("dx", 7), span.Service));
        (string, object)[] bar =
            [("x", X(span.Begin)), ("y", middle - (BarHeight / 2)), ("width", Math.Max(4, X(span.End) - X(span.Begin))), ("height", BarHeight), ("rx", 4)];
        yield return Element("rect", [("class", $"s{color}"), .. bar]);
        if (span.IsError)
        {
            yield return Element("rect", [("class", "error"), .. bar]);
        }

        if (span.Note is not null)
        {
            var isBefore = span.End > 70; // no room behind the bar
            yield return new XElement(
                Svg + "text",
                new XAttribute("class", "note"),
                new XAttribute("x", isBefore ? X(span.Begin) - 7 : X(span.End) + 7),
                new XAttribute("y", middle + 4),
                isBefore ? new XAttribute("text-anchor", "end") : null,
                span.Note);
        }
    }

    /// <summary>From the end of the span that is linked to, down or up to the beginning of the one that links.</summary>
    private static XElement Link(IReadOnlyList<PictureSpan> spans, int row, int target)
    {
        var (fromX, fromY) = (X(spans[target].End), Middle(spans, target));
        var (toX, toY) = (X(spans[row].Begin) - 1, Middle(spans, row));
        var bend = Math.Max(26, (toX - fromX) / 2);
        return Element(
            "path",
            ("class", "link"),
            ("marker-end", "url(#arrow)"),
            ("d", Path($"M{fromX} {fromY}C{fromX + bend} {fromY} {toX - bend} {toY} {toX} {toY}")));
    }

    private static double Middle(IReadOnlyList<PictureSpan> spans, int row) =>
        Margin + (row * RowHeight) + (RowHeight / 2) + (spans[row].Trace * TraceGap);

    private static int? Parent(IReadOnlyList<PictureSpan> spans, int row)
    {
        for (var above = row - 1; above >= 0 && spans[above].Trace == spans[row].Trace; above--)
        {
            if (spans[above].Depth < spans[row].Depth)
            {
                return above;
            }
        }

        return null;
    }

    private static int IndexOf(IReadOnlyList<PictureSpan> spans, string id, PictureSpan from)
    {
        for (var row = 0; row < spans.Count; row++)
        {
            if (spans[row].Id == id)
            {
                return row;
            }
        }

        throw new FormatException($"'{from.Name}' links to '{id}', and no span has that id.");
    }

    private static double X(double time) => AxisAt + (time / 100 * (Width - Margin - AxisAt));

    private static string Path(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);

    private static XElement Element(string name, params IEnumerable<(string Name, object Value)> attributes) =>
        new(Svg + name, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)));

    private static XElement With(this XElement element, XElement child)
    {
        element.Add(child);
        return element;
    }
}
