using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Support;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Whatever is in the headers, the record is handed over and can be sent on; a context that cannot be read is a new trace.</summary>
public sealed class HostileHeadersTests(KafkaBroker broker) : IDisposable
{
    private readonly ActivityRecorder recorder = new(KafkaSource.Name);

    public void Dispose() => recorder.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("garbage")]
    [InlineData("huge")]
    [InlineData("zero")]
    [InlineData("many")]
    [InlineData("not UTF-8")]
    public async Task Is_processed_in_a_new_trace(string kind)
    {
        var topic = KafkaBroker.NewTopic();
        var cancellation = TestContext.Current.CancellationToken;
        var headers = Hostile(kind);
        await broker.SendAsync(topic, new Message<string, string> { Value = "v", Headers = headers });
        using var consumer = broker.Consumer(topic).WithTracing();

        var result = consumer.Consume(KafkaBroker.Deadline);
        Assert.Equal("v", result.Message.Value);
        Assert.Equal(headers.Count, result.Message.Headers.Count);
        Assert.Equal(default, Activity.Current!.ParentSpanId);
        await consumer.ProcessAsync(result, (_, _) => Task.CompletedTask, cancellation);
        using var producer = broker.Producer().WithTracing();
        var onward = KafkaBroker.NewTopic();
        await producer.ProduceAsync(KafkaBroker.Partition0(onward), result.Message, cancellation);

        var spans = await recorder.WaitForAsync(activity => activity.DisplayName == $"send {onward}");
        Assert.Empty(spans[0].Links);
        var process = Assert.Single(recorder.Ended, activity => activity.DisplayName == $"process {topic}");
        Assert.Equal(default, process.ParentSpanId);
        var sent = broker.Read(onward).Single().Message.Headers;
        Assert.Equal(HeaderText.ContextOf(spans[0]), HeaderText.Of(sent).Where(header => ContextHeaders.All.Contains(header.Split('=')[0])));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_timestamp_that_is_none_gives_no_queue_time(long milliseconds)
    {
        ConsumeResult<string, string> result = new()
        {
            Topic = "t",
            Message = new Message<string, string> { Value = "v", Timestamp = new Timestamp(milliseconds, TimestampType.CreateTime) },
        };

        using var scope = result.StartProcessing();

        Assert.Null(scope.Activity!.GetTagItem("message.queue_time_ms"));
    }

    private static Headers Hostile(string kind)
    {
        string[] names = ["x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-tags", "traceparent", "tracestate"];
        var value = kind switch
        {
            "null" => null,
            "garbage" => HeaderText.Bytes("a=,;:\0-{}"),
            "huge" => HeaderText.Bytes(new string('9', 100_000)),
            "zero" => HeaderText.Bytes("00-00000000000000000000000000000000-0000000000000000-00"),
            "not UTF-8" => [0xFF, 0xFE, 0xC0, 0x80],
            _ => [],
        };
        Headers headers = [];
        for (var i = 0; i < (kind == "many" ? 2000 : 1); i++)
        {
            foreach (var name in names)
            {
                headers.Add(name, value);
            }
        }

        return headers;
    }
}
