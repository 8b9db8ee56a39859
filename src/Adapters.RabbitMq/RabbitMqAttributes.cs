namespace Waybill.Adapters.RabbitMq;

/// <summary>Attributes that only RabbitMQ has and that no convention names.</summary>
internal static class RabbitMqAttributes
{
    /// <summary>True when the broker delivered the message before; not set otherwise.</summary>
    internal const string Redelivered = "amqp.redelivered";
}
