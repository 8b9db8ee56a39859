#pragma warning disable CS0618 // AttributeNames is what earlier code still sets.
using Amazon;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class ReceiveRequestTests
{
    private static readonly string[] Context = ["_datadog", "traceparent", "tracestate", "baggage"];
    private static readonly string[] System = ["SentTimestamp", "ApproximateReceiveCount", "AWSTraceHeader", "DeadLetterQueueSourceArn"];

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

        var copy = new ReceiveRequest(request).Request;

        Assert.NotSame(request, copy);
        Assert.Equal(["mine"], request.MessageAttributeNames);
        Assert.Equal(["SenderId"], request.MessageSystemAttributeNames);
        Assert.Equal(["mine", .. Context], copy.MessageAttributeNames);
        Assert.Equal(["SenderId", .. System], copy.MessageSystemAttributeNames);
        Assert.Equal(
            ("url", 7, 3, 11, "attempt"),
            (copy.QueueUrl, copy.MaxNumberOfMessages, copy.WaitTimeSeconds, copy.VisibilityTimeout, copy.ReceiveRequestAttemptId));
    }

    [Fact]
    public void Takes_missing_lists_for_empty_ones()
    {
        ReceiveMessageRequest request = new("url") { MessageAttributeNames = null, MessageSystemAttributeNames = null, AttributeNames = null };

        var copy = new ReceiveRequest(request).Request;

        Assert.Null(request.MessageAttributeNames);
        Assert.Equal(Context, copy.MessageAttributeNames);
        Assert.Equal(System, copy.MessageSystemAttributeNames);
        Assert.True(copy.AttributeNames is null or []);
    }

    [Fact]
    public void Asks_a_FIFO_queue_for_the_group_as_well() =>
        Assert.Equal([.. System, "MessageGroupId"], new ReceiveRequest(new("http://h/1/q.fifo")).Request.MessageSystemAttributeNames);

    [Theory]
    [InlineData("All", "All")]
    [InlineData(".*", "All")]
    [InlineData("_data.*,trace.*,baggage", "All")]
    [InlineData("_datadog,traceparent,tracestate,baggage", "All")]
    [InlineData("All", "SentTimestamp,ApproximateReceiveCount,AWSTraceHeader,DeadLetterQueueSourceArn")]
    public void Leaves_a_request_as_it_is_that_asks_for_all(string names, string system) => Assert.All(
        new ReceiveMessageRequest[]
        {
            new("url") { MessageAttributeNames = ["x", .. names.Split(',')], MessageSystemAttributeNames = [.. system.Split(',')] },
            new("url") { MessageAttributeNames = [null!, .. names.Split(',')], AttributeNames = [.. system.Split(',')] },
        },
        request =>
        {
            ReceiveRequest asked = new(request);
            var message = Received();
            asked.HideAdded(message);
            Assert.Same(request, asked.Request);
            Assert.Equal([.. Context, "mine"], message.MessageAttributes.Keys);
            Assert.Equal(["SentTimestamp", "SenderId"], message.Attributes.Keys);
            Assert.Equal("digest", message.MD5OfMessageAttributes);
        });

    [Theory]
    [InlineData("all")]
    [InlineData("_data")]
    [InlineData("other.*")]
    [InlineData("*")]
    public void Knows_what_does_not_ask_for_the_context(string name) =>
        Assert.Equal([name, .. Context], new ReceiveRequest(new("url") { MessageAttributeNames = [name] }).Request.MessageAttributeNames);

    [Fact]
    public void Adds_to_the_list_that_the_caller_uses()
    {
        var copy = new ReceiveRequest(new("url") { AttributeNames = ["SentTimestamp"] }).Request;

        Assert.Equal(System, copy.AttributeNames);
        Assert.True(copy.MessageSystemAttributeNames is null or []);
    }

    [Fact]
    public void Takes_out_of_a_message_what_the_caller_did_not_ask_for()
    {
        var message = Received();

        new ReceiveRequest(new("url") { MessageAttributeNames = ["mine"], MessageSystemAttributeNames = ["SenderId"] }).HideAdded(message);

        Assert.Equal(["mine"], message.MessageAttributes.Keys);
        Assert.Equal(["SenderId"], message.Attributes.Keys);
        Assert.Null(message.MD5OfMessageAttributes);
    }

    [Fact]
    public void Leaves_in_a_message_those_headers_that_the_caller_asked_for()
    {
        var message = Received();

        new ReceiveRequest(new("url") { MessageAttributeNames = ["mine", "baggage", "tracepar.*"] }).HideAdded(message);

        Assert.Equal(["traceparent", "baggage", "mine"], message.MessageAttributes.Keys);
    }

    [Fact]
    public void Keeps_the_digest_of_a_message_without_a_context()
    {
        Message message = new() { MessageAttributes = ContextText.Users(1), MD5OfMessageAttributes = "digest" };

        new ReceiveRequest(new("url") { MessageAttributeNames = ["user0"] }).HideAdded(message);

        Assert.Equal("digest", message.MD5OfMessageAttributes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Leaves_empty_collections_as_the_SDK_would(bool initialized)
    {
        var before = AWSConfigs.InitializeCollections;
        AWSConfigs.InitializeCollections = initialized;
        try
        {
            Message message = new() { MessageAttributes = ContextText.Attributes("{}"), Attributes = new() { ["SentTimestamp"] = "1" } };

            new ReceiveRequest(new("url")).HideAdded(message);
            new ReceiveRequest(new("url")).HideAdded(new Message { MessageAttributes = null, Attributes = null });

            Assert.Equal(initialized ? 0 : null, message.MessageAttributes?.Count);
            Assert.Equal(initialized ? 0 : null, message.Attributes?.Count);
        }
        finally
        {
            AWSConfigs.InitializeCollections = before;
        }
    }

    private static Message Received() => new()
    {
        MessageAttributes = new[] { "_datadog", "traceparent", "tracestate", "baggage", "mine" }.ToDictionary(name => name, ContextText.Attribute),
        MD5OfMessageAttributes = "digest",
        Attributes = new() { ["SentTimestamp"] = "1", ["SenderId"] = "me" },
    };
}
