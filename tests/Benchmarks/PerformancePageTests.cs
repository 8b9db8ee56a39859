using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Tests;

public sealed class PerformancePageTests
{
    private static readonly Goal[] Goals =
    [
        new("quick enough", 150, "ns", results => results.Value("encode", "Waybill", "ns")),
        new("small enough", 100, "B", results => results.Most("encode", "ns")),
        new("seen at all", 1, "ns", results => results.Value("absent", "row", "ns")),
    ];

    private static readonly PerformancePage Page = new(new Results([SampleResults.Part()]), Goals);

    [Fact]
    public void A_table_stands_between_its_marks_with_its_command_date_and_time()
    {
        var page = Page.Fill("by hand\n\n<!-- bench: encode -->\nold\n<!-- bench end -->\n\nmore by hand\n");

        Assert.Equal(
            """
            by hand

            <!-- bench: encode -->

            | a span, encoded | ns | B |
            |---|--:|--:|
            | Waybill | 150 | 0 |
            | Waybill, others | 1,234 |  |

            <sub>`./build.sh bench encode`, 2026-03-04 05:06 UTC, 13 s</sub>

            <!-- bench end -->

            more by hand

            """,
            page);
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        var once = Page.Fill("a\n<!-- bench: goals -->\n<!-- bench end -->\nb\n<!-- bench: encode -->\n<!-- bench end -->\nc");

        Assert.Equal(once, Page.Fill(once));
    }

    [Fact]
    public void Goals_are_met_missed_or_not_measured()
    {
        var page = Page.Fill("<!-- bench: goals --><!-- bench end -->");

        Assert.Contains("| quick enough | at most 150 ns | 150 ns | met |", page);
        Assert.Contains("| small enough | at most 100 B | 1,234 B | **MISSED** |", page);
        Assert.Contains("| seen at all | at most 1 ns |  | **not measured** |", page);
    }

    [Fact]
    public void The_machine_of_every_part_is_named() =>
        Assert.Contains("a processor, 2 cores, 24 GiB; a system; a runtime: encode.", Page.Fill("<!-- bench: machine --><!-- bench end -->"));

    [Fact]
    public void A_short_run_says_that_it_was_one() => Assert.Contains(
        "QUICK RUN", new PerformancePage(new Results([SampleResults.Part(isQuick: true)]), []).Fill("<!-- bench: encode --><!-- bench end -->"));

    [Fact]
    public void What_was_not_measured_is_said() =>
        Assert.Contains("Not measured yet", Page.Fill("<!-- bench: kafka-send --><!-- bench end -->"));

    [Fact]
    public void A_mark_without_an_end_is_an_error() => Assert.Throws<InvalidDataException>(() => Page.Fill("<!-- bench: encode -->\nmuch by hand"));
}
