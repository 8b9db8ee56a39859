using System.Diagnostics;
using Confluent.Kafka;
using RabbitMQ.Client;
using Waybill.Adapters.Kafka;
using Waybill.Adapters.RabbitMq;

namespace OrderPipeline;

/// <summary>Kafka in, RabbitMQ out. An order that cannot be shipped fails here.</summary>
internal sealed class Fulfilment : IRole
{
    public string Name => "fulfilment";

    public async Task RunAsync(PipelineSettings settings, CancellationToken stop)
    {
        await using var connection = await ShippingExchange.ConnectAsync(settings, Name, stop);
        await using var channel = (await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), stop)).WithTracing();
        await ShippingExchange.DeclareAsync(channel, stop);

        OrdersTopic.Ensure(settings);
        using var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig
        {
            BootstrapServers = settings.KafkaServers,
            GroupId = Name,
            AutoOffsetReset = AutoOffsetReset.Earliest,
        }).SetPartitionsAssignedHandler((_, _) => Console.WriteLine($"{Name} ready")).Build().WithTracing();
        consumer.Subscribe(PipelineSettings.OrdersTopic);

        try
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    var result = consumer.Consume(stop);
                    await consumer.ProcessAsync(result, (record, cancellation) => ShipAsync(channel, record.Message.Value, cancellation), stop);
                }
                catch (InvalidOrderException exception)
                {
                    Console.WriteLine($"{Name}: refused: {exception.Message}");
                }
                catch (ConsumeException exception) when (!exception.Error.IsFatal)
                {
                    Console.WriteLine($"{Name}: {exception.Error.Reason}");
                }
            }
        }
        finally
        {
            consumer.Close();
        }
    }

    private static async Task ShipAsync(IChannel channel, byte[] json, CancellationToken cancellation)
    {
        var order = Order.Parse(json);
        Activity.Current?.SetTag("order.id", order.Id);
        order.EnsureShippable();

        Parcel parcel = new(order.Id, order.Email, order.Country == "DE" ? "DHL" : "UPS", order.Total);
        var now = DateTimeOffset.UtcNow;
        BasicProperties properties = new()
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = order.Id,

            // AMQP's own timestamp counts in seconds; newer servers add this header by themselves. It makes queue time exact.
            Timestamp = new AmqpTimestamp(now.ToUnixTimeSeconds()),
            Headers = new Dictionary<string, object?> { ["timestamp_in_ms"] = now.ToUnixTimeMilliseconds() },
        };
        await channel.BasicPublishAsync(
            PipelineSettings.ShippingExchange, PipelineSettings.ParcelRoutingKey, mandatory: true, properties, parcel.ToJson(), cancellation);
    }
}
