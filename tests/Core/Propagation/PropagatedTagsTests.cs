using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class PropagatedTagsTests
{
    private static readonly PropagatedTags Tags = PropagatedTags.Empty.With("_dd.p.a", "1").With("_dd.p.b", "2");

    [Fact]
    public void Names_compare_case_insensitively_and_a_tag_that_is_set_again_counts_once()
    {
        Assert.Equal("1", Tags["_DD.P.A"]);
        Assert.Null(Tags["_dd.p.c"]);
        Assert.Equal([new("_dd.p.b", "2"), new("_dd.p.A", "3")], Tags.With("_dd.p.A", "3").Items);
    }

    [Fact]
    public void The_decision_maker_stands_first() =>
        Assert.Equal(["_dd.p.dm", "_dd.p.a", "_dd.p.b"], Tags.With("_dd.p.dm", "-4").Items.Select(item => item.Key));

    [Fact]
    public void Nothing_changes_the_tags_that_others_hold()
    {
        Tags.With("_dd.p.c", "3").Without("_dd.p.a");
        Assert.Equal([new("_dd.p.a", "1"), new("_dd.p.b", "2")], Tags.Items);
        Assert.Same(Tags, Tags.Without("_dd.p.c"));
    }

    [Fact]
    public void The_error_of_the_way_in_stays()
    {
        PropagatedTags tags = new([], "decoding_error");
        Assert.Equal("decoding_error", tags.With("_dd.p.a", "1").Without("_dd.p.a").Error);
    }
}
