using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Terminal;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Terminal;

public sealed class TraceTreeTests
{
    [Fact]
    public void Parents_come_before_children_and_siblings_by_start() => Assert.Equal(
        "1 .2 ..4 .3",
        Draw(Samples.Span(4, 2, 2), Samples.Span(3, 1, 5), Samples.Span(2, 1, 1), Samples.Span(1)));

    [Fact]
    public void A_span_whose_parent_is_missing_is_a_root() =>
        Assert.Equal("1 7 .8", Draw(Samples.Span(8, 7, 3), Samples.Span(7, 99, 2), Samples.Span(1)));

    [Fact]
    public void A_span_that_is_its_own_parent_is_a_root() => Assert.Equal("1 .2", Draw(Samples.Span(1, 1), Samples.Span(2, 1, 1)));

    [Fact]
    public void A_cycle_is_cut_and_nothing_is_lost() => Assert.Equal(
        "9 1 .2 ..3 ...4",
        Draw(Samples.Span(1, 3, 1), Samples.Span(2, 1, 2), Samples.Span(3, 2, 3), Samples.Span(4, 3, 4), Samples.Span(9, 0, 9)));

    [Fact]
    public void Of_spans_with_equal_ids_the_first_has_the_children() =>
        Assert.Equal("1 .2 ..3 .2", Draw(Samples.Span(1), Samples.Span(2, 1, 1), Samples.Span(2, 1, 2), Samples.Span(3, 2, 3)));

    [Fact]
    public void The_last_sibling_knows_it()
    {
        IReadOnlyList<TraceTreeNode> nodes = TraceTree.Build([Samples.Span(1), Samples.Span(2, 1, 1), Samples.Span(3, 1, 2)]);
        Assert.Equal([true, false, true], nodes.Select(node => node.IsLast));
    }

    [Fact]
    public void A_hostile_depth_is_only_a_long_list()
    {
        IEnumerable<TraceSpan> chain = Enumerable.Range(1, 100_000).Select(i => Samples.Span((ulong)i, (ulong)i - 1, i));
        IReadOnlyList<TraceTreeNode> nodes = TraceTree.Build([.. chain]);
        Assert.Equal(99_999, nodes[^1].Depth);
    }

    [Fact]
    public void Any_graph_is_placed_whole()
    {
        var random = new Random(7);
        for (int round = 0; round < 300; round++)
        {
            ulong Id() => (ulong)random.Next(20);
            TraceSpan[] spans = [.. Enumerable.Range(0, 30).Select(_ => Samples.Span(Id(), Id(), random.Next(50)))];
            IReadOnlyList<TraceTreeNode> nodes = TraceTree.Build(spans);
            Assert.Equal(spans.ToHashSet(), nodes.Select(node => node.Span).ToHashSet());
            Assert.Equal(30, nodes.Count);
        }
    }

    private static string Draw(params TraceSpan[] spans) =>
        string.Join(' ', TraceTree.Build(spans).Select(node => new string('.', node.Depth) + node.Span.SpanId));
}
