namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>A test with a queue of its own, a client with tracing, one without, and a recorder of the spans.</summary>
public abstract class SqsTest(SqsBroker broker) : IAsyncLifetime
{
    private protected const string Source = "Waybill.Sqs";

    private protected AmazonSQSClient Bare { get; private set; } = null!;

    private protected IAmazonSQS Sqs { get; private set; } = null!;

    private protected string QueueName { get; } = "notifications-" + Guid.NewGuid().ToString("N");

    private protected string QueueUrl { get; private set; } = "";

    private protected string ServiceUrl => broker.ServiceUrl;

    private protected ActivityRecorder Spans { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Bare = broker.Client();
        Spans = new ActivityRecorder(Source);
        Sqs = Bare.WithTracing();
        QueueUrl = (await Bare.CreateQueueAsync(QueueName)).QueueUrl;
    }

    public async ValueTask DisposeAsync()
    {
        Spans?.Dispose();
        if (QueueUrl.Length > 0)
        {
            await Bare.DeleteQueueAsync(QueueUrl);
        }

        Bare?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Messages by a client with tracing, as many as wanted.</summary>
    private protected static async Task<List<Message>> ReceiveAsync(IAmazonSQS sqs, string queueUrl, int count = 1)
    {
        List<Message> messages = [];
        for (var attempt = 0; attempt < 20 && messages.Count < count; attempt++)
        {
            var response = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queueUrl) { MaxNumberOfMessages = 10, WaitTimeSeconds = 1 });
            messages.AddRange(response.Messages ?? []);
        }

        Assert.Equal(count, messages.Count);
        return messages;
    }

    private protected async Task<string> ArnAsync(string queueUrl) =>
        (await Bare.GetQueueAttributesAsync(queueUrl, ["QueueArn"])).Attributes["QueueArn"];

    /// <summary>The one span of that operation.</summary>
    private protected Activity Span(string operation) =>
        Assert.Single(Spans.Ended, activity => (string?)activity.GetTagItem("messaging.operation.name") == operation);

    /// <summary>What an untraced consumer sees.</summary>
    private protected async Task<List<Message>> ReceiveBareAsync(int count = 1)
    {
        List<Message> messages = [];
        for (var attempt = 0; attempt < 10 && messages.Count < count; attempt++)
        {
            var response = await Bare.ReceiveMessageAsync(new ReceiveMessageRequest(QueueUrl)
            {
                MaxNumberOfMessages = 10,
                WaitTimeSeconds = 1,
                MessageAttributeNames = ["All"],
                MessageSystemAttributeNames = ["All"],
            });
            messages.AddRange(response.Messages ?? []);
        }

        Assert.Equal(count, messages.Count);
        return messages;
    }
}
