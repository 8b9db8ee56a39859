using System.Net;

namespace Waybill.Adapters.Sqs.Tests;

/// <summary>With the tracer running, which records what HttpClient does, too.</summary>
public sealed class PollingTests : IAsyncLifetime
{
    private readonly AmazonSQSClient bare;
    private readonly ScriptedServer agent = new(_ => (HttpStatusCode.OK, "{}"));
    private readonly Tracer tracer;
    private string queueUrl = "";

    public PollingTests(SqsBroker broker)
    {
        bare = broker.Client();
        tracer = Tracer.Configure(new TracerSettings { AgentUri = new Uri(agent.Url) });
    }

    private long RecordedSpans => tracer.ExportStatistics.Ended;

    public async ValueTask InitializeAsync()
    {
        queueUrl = (await bare.CreateQueueAsync("polled-" + Guid.NewGuid().ToString("N"))).QueueUrl;
        Assert.Equal(1, RecordedSpans); // the HTTP request, so that a missing one below means something
    }

    public async ValueTask DisposeAsync()
    {
        await tracer.DisposeAsync();
        agent.Dispose();
        bare.Dispose();
    }

    [Fact]
    public async Task A_poll_without_messages_leaves_no_trace()
    {
        await bare.WithTracing().ReceiveMessageAsync(queueUrl);

        Assert.Equal(1, RecordedSpans);
    }

    [Fact]
    public async Task A_poll_with_a_message_is_the_receive_span_alone_and_what_follows_is_traced_again()
    {
        var sqs = bare.WithTracing();
        await sqs.SendMessageAsync(queueUrl, "body");
        Assert.Equal(3, RecordedSpans);

        var message = Assert.Single((await sqs.ReceiveMessageAsync(queueUrl)).Messages);
        Assert.Equal(4, RecordedSpans);

        await sqs.DeleteMessageAsync(queueUrl, message.ReceiptHandle);
        Assert.Equal(5, RecordedSpans);
    }

    [Fact]
    public async Task A_poll_under_a_span_adds_nothing_to_it()
    {
        using (tracer.StartActive("loop"))
        {
            await bare.WithTracing().ReceiveMessageAsync(queueUrl);
        }

        Assert.Equal(2, RecordedSpans);
    }
}
