using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Tests;

/// <summary>On the committed results: a row that was renamed would leave a goal without a figure.</summary>
public sealed class GoalsTests
{
    private static readonly Results Committed = new ResultsFolder(Repository.Results).Read();

    [Fact]
    public void Every_goal_has_a_figure_in_the_committed_results() =>
        Assert.All(Goals.All, goal => Assert.NotNull(goal.Judge(Committed).Figure));

    [Fact]
    public void The_committed_page_is_that_of_the_committed_results()
    {
        var page = File.ReadAllText(Repository.Page);

        Assert.Equal(new PerformancePage(Committed, Goals.All).Fill(page), page);
    }

    [Fact]
    public void The_committed_results_are_those_of_whole_runs() => Assert.All(Committed.Parts, part => Assert.False(part.IsQuick));

    [Fact]
    public void Every_part_has_committed_results() =>
        Assert.Equal(BenchmarkParts.All.Select(part => part.Name).Order(StringComparer.Ordinal), Committed.Parts.Select(part => part.Part));

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
