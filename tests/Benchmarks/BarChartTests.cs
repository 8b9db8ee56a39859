using System.Xml.Linq;
using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Tests;

public sealed class BarChartTests
{
    private readonly XElement[] elements = [.. XDocument.Parse(BarChart.Draw(
        "Title <1>", [new("ours", 100, 1_600, BarKind.Ours), new("theirs", 400, 24, BarKind.Compared)])).Root!.Elements()];

    [Fact]
    public void Bars_are_as_long_as_their_nanoseconds()
    {
        var ours = Width("ours");
        var theirs = Width("other");

        Assert.True(ours > 0);
        Assert.Equal(4, theirs / ours, precision: 1);
    }

    [Fact]
    public void Names_and_figures_are_written_out() => Assert.Equal(
        ["Title <1>", "ours", "100 ns, 1,600 B", "theirs", "400 ns, 24 B"],
        elements.Where(element => element.Name.LocalName == "text").Select(element => element.Value));

    private double Width(string style) => (double)elements.Single(element => (string?)element.Attribute("class") == style).Attribute("width")!;
}
