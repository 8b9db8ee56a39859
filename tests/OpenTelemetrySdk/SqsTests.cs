using Waybill.Adapters.Sqs;
using Waybill.Adapters.Sqs.Tests.Support;

namespace Waybill.OpenTelemetrySdk.Tests;

/// <summary>The same program, recorded by our tracer, by the OpenTelemetry SDK and by both.</summary>
public class SqsTests(SqsBroker broker)
{
    [Fact]
    public async Task The_spans_are_the_same_whoever_records_them()
    {
        var ours = (await RunAsync(RecordedBy.Waybill))[RecordedBy.Waybill];
        var theirs = (await RunAsync(RecordedBy.OpenTelemetry))[RecordedBy.OpenTelemetry];
        Traces.AreTheSame(ours, theirs);
        Assert.Equal(4, ours.Count);
        Assert.Single(ours, span => span.Operation == "receive" && span.Links.Count == 1);
    }

    [Fact]
    public async Task Both_together_export_each_span_once()
    {
        var both = await RunAsync(RecordedBy.Both);
        Traces.AreOneAndTheSame(both[RecordedBy.Waybill], both[RecordedBy.OpenTelemetry]);
        Assert.Equal(4, both[RecordedBy.Waybill].Count);
    }

    /// <summary>A message is sent, received and processed.</summary>
    private async Task<IReadOnlyDictionary<RecordedBy, IReadOnlyList<RecordedSpan>>> RunAsync(RecordedBy by)
    {
        using var bare = broker.Client();
        var name = $"sdk-{Guid.NewGuid():N}";
        var url = (await bare.CreateQueueAsync(name)).QueueUrl;
        try
        {
            await using Recording recording = new(by);
            using var sqs = bare.WithTracing();
            using (Recording.Shop.StartActivity("checkout"))
            {
                await sqs.SendMessageAsync(url, "1");
            }

            var message = Assert.Single((await sqs.ReceiveMessageAsync(url)).Messages);
            message.StartProcessing(url).Dispose();
            var spans = await recording.EndAsync(4);
            return spans.ToDictionary(pair => pair.Key, pair => Traces.Named(pair.Value, (name, "queue")));
        }
        finally
        {
            using var cleaner = broker.Client(); // the traced one has disposed the bare one
            await cleaner.DeleteQueueAsync(url);
        }
    }
}
