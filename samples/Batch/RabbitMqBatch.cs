using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq;
using Waybill.Core;

namespace Batch;

/// <summary>What is in a queue, taken at once. The queue delivers again what failed, and gives it up after some attempts.</summary>
internal static class RabbitMqBatch
{
    private const string Payments = "payments";
    private const string Dead = "payments.dead";
    private const int BatchSize = 10;

    public static async Task RunAsync(CancellationToken stop)
    {
        Uri uri = new(Environment.GetEnvironmentVariable("RABBITMQ_URI") ?? "amqp://guest:guest@localhost:5672");
        await using var connection = (await new ConnectionFactory { Uri = uri }.CreateConnectionAsync(stop)).WithTracing();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), stop);
        await DeclareAsync(channel, stop);
        foreach (var payment in Payment.All)
        {
            await channel.BasicPublishAsync("", Payments, payment.ToJson(), stop);
        }

        BasicGetResult? dead;
        while ((dead = await channel.BasicGetAsync(Dead, autoAck: true, stop)) is null)
        {
            if (await TakeAsync(channel, stop) is { Count: > 0 } batch)
            {
                await ChargeAsync(channel, batch, stop);
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
            }
        }

        using var processing = dead.StartProcessing();
        Console.WriteLine($"payments: {Payment.Parse(dead.Body.Span).Id}: a dead letter for somebody to look at");
    }

    private static async Task<List<BasicGetResult>> TakeAsync(IChannel channel, CancellationToken stop)
    {
        List<BasicGetResult> batch = [];
        while (batch.Count < BatchSize && await channel.BasicGetAsync(Payments, autoAck: false, stop) is { } message)
        {
            batch.Add(message);
        }

        return batch;
    }

    private static async Task ChargeAsync(IChannel channel, List<BasicGetResult> batch, CancellationToken stop)
    {
        // One span that links to all messages of the batch, and one for each message in its own trace.
        using var scope = Tracer.Instance.StartActive("payments.batch");
        foreach (var message in batch)
        {
            using var processing = message.StartProcessing();
            scope.Span.AddLink(processing.Sender ?? SpanContext.None);
            try
            {
                Bank.Charge(Payment.Parse(message.Body.Span));
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, stop);
            }
            catch (BankException exception)
            {
                processing.SetException(exception);
                await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: true, stop);
            }
        }
    }

    private static async Task DeclareAsync(IChannel channel, CancellationToken stop)
    {
        await channel.QueueDeclareAsync(Dead, durable: true, exclusive: false, autoDelete: false, cancellationToken: stop);
        await channel.QueueDeclareAsync(Payments, durable: true, exclusive: false, autoDelete: false, cancellationToken: stop, arguments: new Dictionary<string, object?>
        {
            ["x-queue-type"] = "quorum",
            ["x-delivery-limit"] = Bank.MaxAttempts - 1,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = Dead,
        });
    }
}
