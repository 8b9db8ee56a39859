#pragma warning disable CS0618 // AttributeNames is what earlier code still sets.
namespace Waybill.Adapters.Sqs.Tests;

public sealed class ReceiveRequestTests
{
    [Fact]
    public void Asks_for_more_in_a_copy()
    {
        ReceiveMessageRequest request = new("url")
        {
            MaxNumberOfMessages = 7,
            WaitTimeSeconds = 3,
            VisibilityTimeout = 11,
            ReceiveRequestAttemptId = "attempt",
            MessageAttributeNames = ["mine"],
            MessageSystemAttributeNames = ["SenderId"],
        };

        var copy = ReceiveRequest.WithTraceAttributes(request);

        Assert.NotSame(request, copy);
        Assert.Equal(["mine"], request.MessageAttributeNames);
        Assert.Equal(["SenderId"], request.MessageSystemAttributeNames);
        Assert.Equal(["mine", "_datadog"], copy.MessageAttributeNames);
        Assert.Equal(["SenderId", "SentTimestamp", "ApproximateReceiveCount"], copy.MessageSystemAttributeNames);
        Assert.Equal(
            ("url", 7, 3, 11, "attempt"),
            (copy.QueueUrl, copy.MaxNumberOfMessages, copy.WaitTimeSeconds, copy.VisibilityTimeout, copy.ReceiveRequestAttemptId));
    }

    [Fact]
    public void Takes_missing_lists_for_empty_ones()
    {
        ReceiveMessageRequest request = new("url") { MessageAttributeNames = null, MessageSystemAttributeNames = null, AttributeNames = null };

        var copy = ReceiveRequest.WithTraceAttributes(request);

        Assert.Null(request.MessageAttributeNames);
        Assert.Equal(["_datadog"], copy.MessageAttributeNames);
        Assert.Equal(["SentTimestamp", "ApproximateReceiveCount"], copy.MessageSystemAttributeNames);
        Assert.True(copy.AttributeNames is null or []);
    }

    [Theory]
    [InlineData("All", "All")]
    [InlineData(".*", "All")]
    [InlineData("_datadog", "All")]
    [InlineData("_datadog", "SentTimestamp,ApproximateReceiveCount")]
    public void Leaves_a_request_as_it_is_that_asks_for_all(string name, string system) => Assert.All(
        new ReceiveMessageRequest[]
        {
            new("url") { MessageAttributeNames = ["x", name], MessageSystemAttributeNames = [.. system.Split(',')] },
            new("url") { MessageAttributeNames = [null!, name], AttributeNames = [.. system.Split(',')] },
        },
        request => Assert.Same(request, ReceiveRequest.WithTraceAttributes(request)));

    [Theory]
    [InlineData("all")]
    [InlineData("_data")]
    [InlineData("_data.*")]
    [InlineData("*")]
    public void Knows_what_does_not_ask_for_the_context(string name) =>
        Assert.Equal([name, "_datadog"], ReceiveRequest.WithTraceAttributes(new("url") { MessageAttributeNames = [name] }).MessageAttributeNames);

    [Fact]
    public void Adds_to_the_list_that_the_caller_uses()
    {
        var copy = ReceiveRequest.WithTraceAttributes(new("url") { AttributeNames = ["SentTimestamp"] });

        Assert.Equal(["SentTimestamp", "ApproximateReceiveCount"], copy.AttributeNames);
        Assert.True(copy.MessageSystemAttributeNames is null or []);
    }
}
