using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Waybill.Adapters.RabbitMq;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.OpenTelemetrySdk.Tests;

/// <summary>The same program, recorded by our tracer, by the OpenTelemetry SDK and by both.</summary>
public class RabbitMqTests(RabbitMqFixture broker)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_spans_are_the_same_whoever_records_them()
    {
        var ours = (await RunAsync(RecordedBy.Waybill))[RecordedBy.Waybill];
        var theirs = (await RunAsync(RecordedBy.OpenTelemetry))[RecordedBy.OpenTelemetry];
        Traces.AreTheSame(ours, theirs);
        Assert.Equal(5, ours.Count);
        Assert.Single(ours, span => span.IsError);
    }

    [Fact]
    public async Task Both_together_export_each_span_once()
    {
        var both = await RunAsync(RecordedBy.Both);
        Traces.AreOneAndTheSame(both[RecordedBy.Waybill], both[RecordedBy.OpenTelemetry]);
        Assert.Equal(5, both[RecordedBy.Waybill].Count);
    }

    /// <summary>One order is published and got, another is published and delivered to a handler that fails.</summary>
    private async Task<IReadOnlyDictionary<RecordedBy, IReadOnlyList<RecordedSpan>>> RunAsync(RecordedBy by)
    {
        await using var connection = await broker.ConnectAsync();
        await using Recording recording = new(by);
        await using (var plain = await connection.CreateChannelAsync())
        {
            await plain.QueueDeclareAsync("orders-sdk", durable: false, exclusive: false, autoDelete: false);
            await plain.QueuePurgeAsync("orders-sdk");
            var channel = plain.WithTracing();
            using (Recording.Shop.StartActivity("checkout"))
            {
                await channel.BasicPublishAsync("", "orders-sdk", "1"u8.ToArray());
                Assert.NotNull(await channel.BasicGetAsync("orders-sdk", autoAck: true));
                await channel.BasicPublishAsync("", "orders-sdk", "2"u8.ToArray());
            }

            TaskCompletionSource handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
            AsyncEventingBasicConsumer consumer = new(channel);
            consumer.ReceivedAsync += (_, _) =>
            {
                handled.TrySetResult();
                throw new InvalidOperationException("no stock");
            };
            var tag = await channel.BasicConsumeAsync("orders-sdk", autoAck: true, consumer);
            await handled.Task.WaitAsync(Deadline);
            await channel.BasicCancelAsync(tag);
        }

        return await recording.EndAsync(5);
    }
}
