using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Tests;

/// <summary>On the committed results: a row that was renamed is missed, and the page is to be what they say.</summary>
public sealed class GoalsTests
{
    private static readonly Results Committed = new ResultsFolder(Repository.Results).Read();

    [Fact]
    public void Goals_ask_for_rows_and_columns_that_the_committed_results_have() =>
        Assert.All(Goals.All, goal => Assert.Null(Record.Exception(() => goal.Judge(Committed))));

    [Fact]
    public void The_committed_page_is_that_of_the_committed_results()
    {
        var page = File.ReadAllText(Repository.Page);

        Assert.Equal(new PerformancePage(Committed, Goals.All).Fill(page), page);
    }

    [Fact]
    public void The_committed_results_are_those_of_whole_runs() => Assert.All(Committed.Parts, part => Assert.False(part.IsQuick));

    [Theory]
    [InlineData(10, true)]
    [InlineData(10.01, false)]
    public void The_limit_itself_is_met(double figure, bool isMet) =>
        Assert.Equal(isMet, new Goal("", 10, "ns", _ => figure).Judge(Committed).IsMet);

    [Theory]
    [InlineData(10, true)]
    [InlineData(9.99, false)]
    public void At_least_is_the_other_way_around(double figure, bool isMet) =>
        Assert.Equal(isMet, new Goal("", 10, "ns", _ => figure) { IsAtLeast = true }.Judge(Committed).IsMet);
}
