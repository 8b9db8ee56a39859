using RabbitMQ.Client;

namespace OrderPipeline;

/// <summary>The RabbitMQ exchange between fulfilment and shipping, declared by whichever comes first.</summary>
internal static class ShippingExchange
{
    public static Task<IConnection> ConnectAsync(PipelineSettings settings, string clientName, CancellationToken stop) =>
        new ConnectionFactory { Uri = settings.RabbitMq, ClientProvidedName = clientName }.CreateConnectionAsync(stop);

    public static async Task DeclareAsync(IChannel channel, CancellationToken stop)
    {
        await channel.ExchangeDeclareAsync(PipelineSettings.ShippingExchange, ExchangeType.Direct, durable: true, cancellationToken: stop);
        await channel.QueueDeclareAsync(
            PipelineSettings.ParcelsQueue, durable: true, exclusive: false, autoDelete: false, cancellationToken: stop);
        await channel.QueueBindAsync(
            PipelineSettings.ParcelsQueue, PipelineSettings.ShippingExchange, PipelineSettings.ParcelRoutingKey, cancellationToken: stop);
    }
}
