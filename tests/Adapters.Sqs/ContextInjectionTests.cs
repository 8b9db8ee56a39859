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

        var added = new ContextInjection(null, 0, MessageSize.Max).AddTo(context, users, 0)!;

        Assert.Equal(9, users.Count);
        Assert.Equal(10, added.Count);
        Assert.Same(context, added["_datadog"]);
        Assert.Same(users["user3"], added["user3"]);
        Assert.Same(context, Assert.Single(new ContextInjection(null, 0, MessageSize.Max).AddTo(context, null, 0)!).Value);
    }

    [Fact]
    public void Leaves_a_message_alone_that_has_ten_attributes()
    {
        using Activity send = new("send");

        Assert.Null(new ContextInjection(send, 0, MessageSize.Max).AddTo(context, ContextText.Users(10), 0));

        Assert.Equal("attribute_limit", send.GetTagItem("waybill.injection.skipped"));
        Assert.Equal(["attribute_limit"], skipped.Reasons);
    }

    [Fact]
    public void Replaces_an_earlier_context_even_among_ten()
    {
        var users = ContextText.Users(9);
        users["_datadog"] = ContextText.Attribute("old");

        var added = new ContextInjection(null, 0, MessageSize.Max).AddTo(context, users, 0)!;

        Assert.Equal(10, added.Count);
        Assert.Same(context, added["_datadog"]);
        Assert.Equal("old", users["_datadog"].StringValue);
        Assert.Empty(skipped.Reasons);
    }

    [Fact]
    public void Fills_a_message_to_its_last_byte()
    {
        Assert.NotNull(new ContextInjection(null, MessageSize.Max - ContextSize, MessageSize.Max).AddTo(context, null, 0));
        Assert.Null(new ContextInjection(null, MessageSize.Max - ContextSize + 1, MessageSize.Max).AddTo(context, null, 0));
        Assert.Equal(["size_limit"], skipped.Reasons);
    }

    [Fact]
    public void Heeds_a_smaller_limit_of_the_queue_for_each_message()
    {
        using Activity create = new("create");
        ContextInjection injection = new(null, 5000, maximumMessageSize: 1024);

        Assert.NotNull(injection.AddTo(context, null, 1024 - ContextSize, create));
        Assert.Null(create.GetTagItem("waybill.injection.skipped"));
        Assert.Null(injection.AddTo(context, null, 1024 - ContextSize + 1, create));
        Assert.Equal("size_limit", create.GetTagItem("waybill.injection.skipped"));
        Assert.NotNull(injection.AddTo(context, ContextText.Attributes("{}"), 2000)); // does not grow
    }

    [Fact]
    public void Shares_the_room_of_a_batch_and_frees_what_it_replaces()
    {
        using Activity send = new("send");
        ContextInjection injection = new(send, MessageSize.Max - ContextSize - 1, MessageSize.Max);

        Assert.NotNull(injection.AddTo(context, null, 0));
        Assert.Null(injection.AddTo(context, null, 0));
        Assert.NotNull(injection.AddTo(context, ContextText.Attributes(new string('x', 2 + ContextSize - 1)), 0));
        Assert.NotNull(injection.AddTo(context, null, 0));
        Assert.Null(injection.AddTo(context, ContextText.Users(10), 0));

        Assert.Equal(["size_limit", "attribute_limit"], skipped.Reasons);
        Assert.Equal("size_limit", send.GetTagItem("waybill.injection.skipped"));
    }
}
