namespace Waybill.Core.Messaging;

/// <summary>Values of <see cref="MessagingAttributes.System"/>.</summary>
internal static class MessagingSystems
{
    internal const string Kafka = "kafka";
    internal const string RabbitMq = "rabbitmq";
    internal const string Sqs = "aws_sqs";
}
