namespace Waybill.Core.Messaging;

/// <summary>Values of <see cref="MessagingAttributes.System"/>.</summary>
internal static class MessagingSystems
{
    internal const string Kafka = "kafka";
    internal const string RabbitMq = "rabbitmq";
    internal const string Sqs = "aws_sqs";
    internal const string Sns = "aws.sns";

    /// <summary>The conventions have no name for it.</summary>
    internal const string EventBridge = "aws.eventbridge";

    /// <summary>The conventions have no name for it.</summary>
    internal const string Kinesis = "aws.kinesis";
}
