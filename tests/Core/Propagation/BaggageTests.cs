namespace Waybill.Core.Tests.Propagation;

public sealed class BaggageTests : IDisposable
{
    public BaggageTests() => Baggage.Current = default;

    public void Dispose() => Baggage.Current = default;

    [Fact]
    public void Is_empty_at_first()
    {
        Assert.Equal(0, Baggage.Current.Count);
        Assert.Empty(Baggage.Current.GetBaggage());
        Assert.Null(Baggage.GetBaggage("a"));
        Assert.Null(default(Baggage).GetBaggage("a"));
        Assert.Equal(default, Baggage.RemoveBaggage("a"));
    }

    [Fact]
    public void Static_methods_change_what_is_current()
    {
        Baggage.SetBaggage("a", "1");
        var second = Baggage.SetBaggage("b", "2");
        Assert.Equal(second, Baggage.Current);
        Assert.Equal(("1", "2"), (Baggage.GetBaggage("a"), Baggage.GetBaggage("b")));
        Assert.Equal([new("b", "2")], Baggage.RemoveBaggage("a").GetBaggage());
        Assert.Equal("b", Assert.Single(Baggage.Current.GetBaggage()).Key);
        Baggage.RemoveBaggage("b");
        Assert.Equal(0, Baggage.Current.Count);
    }

    [Fact]
    public void Static_methods_take_another_baggage_than_the_current()
    {
        Baggage.SetBaggage("a", "1");
        var other = Baggage.Create([new("b", "2")]);
        Assert.Equal(("2", null), (Baggage.GetBaggage("b", other), Baggage.GetBaggage("a", other)));
        Baggage.SetBaggage("c", "3", other);
        Assert.Equal(["b", "c"], Baggage.Current.GetBaggage().Select(item => item.Key));
        Baggage.RemoveBaggage("b", other);
        Assert.Equal(0, Baggage.Current.Count);
    }

    [Fact]
    public void Another_baggage_that_was_emptied_is_not_the_current()
    {
        Baggage.SetBaggage("a", "1");
        var emptied = Baggage.Create([new("b", "2")]).RemoveBaggage("b");
        Assert.Null(Baggage.GetBaggage("a", emptied));
        Assert.Equal(0, Baggage.RemoveBaggage("x", emptied).Count);
        Baggage.SetBaggage("a", "1");
        Assert.Equal([new("c", "3")], Baggage.SetBaggage("c", "3", emptied).GetBaggage());
    }

    [Fact]
    public void Instances_are_immutable_and_keep_their_order()
    {
        var one = default(Baggage).SetBaggage("a", "1").SetBaggage("b", "2").SetBaggage("c", "3");
        var two = one.SetBaggage("b", "4");
        Assert.Equal([new("a", "1"), new("b", "2"), new("c", "3")], one.GetBaggage());
        Assert.Equal([new("a", "1"), new("b", "4"), new("c", "3")], two.GetBaggage());
        Assert.Equal([new("a", "1"), new("c", "3")], two.RemoveBaggage("b").GetBaggage());
        Assert.Equal((3, 3), (two.Count, one.Count));
        Assert.Equal(0, Baggage.Current.Count);
    }

    [Fact]
    public void Names_are_case_sensitive()
    {
        var baggage = default(Baggage).SetBaggage("a", "1").SetBaggage("A", "2");
        Assert.Equal(("1", "2", 1), (baggage.GetBaggage("a"), baggage.GetBaggage("A"), baggage.RemoveBaggage("a").Count));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_value_takes_the_item_out(string? value)
    {
        Baggage.SetBaggage("a", "1");
        Assert.Equal(0, Baggage.SetBaggage("a", value).Count);
        Assert.Equal(0, Baggage.SetBaggage("b", value).Count);
        Assert.Equal([new("b", "2")], Baggage.Create([new("a", value!), new("b", "2")]).GetBaggage());
        Assert.Equal(0, Baggage.Create([new("a", "1"), new("a", value!)]).Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void An_item_needs_a_name(string? name)
    {
        Assert.ThrowsAny<ArgumentException>(() => Baggage.SetBaggage(name!, "1"));
        Assert.ThrowsAny<ArgumentException>(() => default(Baggage).SetBaggage(name!, "1"));
        Assert.ThrowsAny<ArgumentException>(() => Baggage.Create([new(name!, "1")]));
        Assert.Throws<ArgumentNullException>(() => Baggage.Create(null!));
    }

    [Fact]
    public void Of_two_items_of_one_name_the_last_counts() =>
        Assert.Equal([new("a", "3"), new("b", "2")], Baggage.Create([new("a", "1"), new("b", "2"), new("a", "3")]).GetBaggage());

    [Fact]
    public void Equal_is_what_has_the_same_items_in_the_same_order()
    {
        var one = Baggage.Create([new("a", "1"), new("b", "2")]);
        var same = default(Baggage).SetBaggage("a", "1").SetBaggage("b", "2");
        var turned = Baggage.Create([new("b", "2"), new("a", "1")]);
        Assert.True(one == same && one.Equals((object)same) && !(one != same) && one.GetHashCode() == same.GetHashCode());
        Assert.True(one != turned && !one.Equals((object)turned) && !one.Equals("a=1,b=2"));
        Assert.True(default == same.RemoveBaggage("a").RemoveBaggage("b"));
    }

    [Fact]
    public async Task What_is_current_is_so_on_its_flow()
    {
        Baggage.SetBaggage("a", "outer");
        await Task.Run(async () =>
        {
            Assert.Equal("outer", Baggage.GetBaggage("a"));
            Baggage.SetBaggage("a", "inner");
            await Task.Yield();
            Assert.Equal("inner", Baggage.GetBaggage("a"));
        }, TestContext.Current.CancellationToken);
        Assert.Equal("outer", Baggage.GetBaggage("a"));
    }

    [Fact]
    public void Default_as_the_current_one_clears_it()
    {
        Baggage.SetBaggage("a", "1");
        Baggage.Current = default;
        Assert.Equal(0, Baggage.Current.Count);
    }
}
