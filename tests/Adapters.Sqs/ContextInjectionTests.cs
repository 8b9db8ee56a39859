namespace Waybill.Adapters.Sqs.Tests;

public sealed class ContextInjectionTests : IDisposable
{
    private const int ContextSize = 8 + 6 + 2; // name, type, value

    private readonly SkippedInjections skipped = new();
    private readonly MessageAttributeValue context = ContextText.Attribute("{}");

    public void Dispose() => skipped.Dispose();

    [Fact]
    public void Adds_to_a_new_map()
    {
        var users = ContextText.Users(9);

        var added = new ContextInjection(context, null, 0).AddTo(users)!;

        Assert.Equal(9, users.Count);
        Assert.Equal(10, added.Count);
        Assert.Same(context, added["_datadog"]);
        Assert.Same(users["user3"], added["user3"]);
        Assert.Same(context, Assert.Single(new ContextInjection(context, null, 0).AddTo(null)!).Value);
    }

    [Fact]
    public void Leaves_a_message_alone_that_has_ten_attributes()
    {
        using Activity send = new("send");

        Assert.Null(new ContextInjection(context, send, 0).AddTo(ContextText.Users(10)));

        Assert.Equal("attribute_limit", send.GetTagItem("waybill.injection.skipped"));
        Assert.Equal(["attribute_limit"], skipped.Reasons);
    }

    [Fact]
    public void Replaces_an_earlier_context_even_among_ten()
    {
        var users = ContextText.Users(9);
        users["_datadog"] = ContextText.Attribute("old");

        var added = new ContextInjection(context, null, 0).AddTo(users)!;

        Assert.Equal(10, added.Count);
        Assert.Same(context, added["_datadog"]);
        Assert.Equal("old", users["_datadog"].StringValue);
        Assert.Empty(skipped.Reasons);
    }

    [Fact]
    public void Fills_a_message_to_its_last_byte()
    {
        Assert.NotNull(new ContextInjection(context, null, MessageSize.Max - ContextSize).AddTo(null));
        Assert.Null(new ContextInjection(context, null, MessageSize.Max - ContextSize + 1).AddTo(null));
        Assert.Equal(["size_limit"], skipped.Reasons);
    }

    [Fact]
    public void Shares_the_room_of_a_batch_and_frees_what_it_replaces()
    {
        using Activity send = new("send");
        ContextInjection injection = new(context, send, MessageSize.Max - ContextSize - 1);

        Assert.NotNull(injection.AddTo(null));
        Assert.Null(injection.AddTo(null));
        Assert.NotNull(injection.AddTo(ContextText.Attributes(new string('x', 2 + ContextSize - 1))));
        Assert.NotNull(injection.AddTo(null));
        Assert.Null(injection.AddTo(ContextText.Users(10)));

        Assert.Equal(["size_limit", "attribute_limit"], skipped.Reasons);
        Assert.Equal("size_limit", send.GetTagItem("waybill.injection.skipped"));
    }
}
