namespace Waybill.Core.Messaging;

/// <summary>Names of the attributes on message spans: OpenTelemetry's messaging conventions 1.44, and Datadog's where those have none.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/semconv/messaging/. All of them are here, because the conventions are not stable yet.</remarks>
internal static class MessagingAttributes
{
    internal const string System = "messaging.system";
    internal const string OperationName = "messaging.operation.name";
    internal const string OperationType = "messaging.operation.type";
    internal const string DestinationName = "messaging.destination.name";
    internal const string DestinationAnonymous = "messaging.destination.anonymous";
    internal const string PartitionId = "messaging.destination.partition.id";
    internal const string ConsumerGroup = "messaging.consumer.group.name";
    internal const string ClientId = "messaging.client.id";
    internal const string MessageId = "messaging.message.id";
    internal const string BatchMessageCount = "messaging.batch.message_count";
    internal const string BodySize = "messaging.message.body.size";

    internal const string KafkaOffset = "messaging.kafka.offset";
    internal const string KafkaTombstone = "messaging.kafka.message.tombstone";
    internal const string KafkaMessageKey = "messaging.kafka.message.key";

    /// <summary>Datadog's name; the conventions know one server only.</summary>
    internal const string KafkaBootstrapServers = "messaging.kafka.bootstrap.servers";

    /// <summary>How often the message was tried before, by the header that counts it. No convention names it.</summary>
    internal const string KafkaAttempts = "messaging.kafka.message.attempts";

    /// <summary>What became of the transaction of a message when it was not committed. No convention names it.</summary>
    internal const string KafkaTransactionOutcome = "messaging.kafka.transaction.outcome";

    internal const string RabbitMqRoutingKey = "messaging.rabbitmq.destination.routing_key";
    internal const string RabbitMqDeliveryTag = "messaging.rabbitmq.message.delivery_tag";

    /// <summary>Datadog's name; the conventions have the exchange only as a part of the destination.</summary>
    internal const string RabbitMqExchange = "amqp.exchange";

    /// <summary>Datadog's name; the conventions have the queue only as a part of the destination.</summary>
    internal const string RabbitMqQueue = "amqp.queue";

    /// <summary>True when the broker delivered the message before; not set otherwise. No convention names it.</summary>
    internal const string RabbitMqRedelivered = "amqp.redelivered";

    internal const string ServerAddress = "server.address";
    internal const string ServerPort = "server.port";

    /// <summary>How often a quorum queue delivered the message before (its header <c>x-delivery-count</c>). No convention names it.</summary>
    internal const string RabbitMqDeliveryCount = "amqp.delivery_count";

    /// <summary>The queue of the last dead-lettering (the first entry of <c>x-death</c>), its reason, and how often it happened there.</summary>
    internal const string RabbitMqDeathQueue = "amqp.death.queue";
    internal const string RabbitMqDeathReason = "amqp.death.reason";
    internal const string RabbitMqDeathCount = "amqp.death.count";

    /// <summary>What the broker said when it returned a message or closed a channel, such as 312 and <c>NO_ROUTE</c>.</summary>
    internal const string RabbitMqReplyCode = "amqp.reply_code";
    internal const string RabbitMqReplyText = "amqp.reply_text";

    /// <summary>On settle spans, only when true: all messages up to this one; back into the queue.</summary>
    internal const string RabbitMqMultiple = "amqp.multiple";
    internal const string RabbitMqRequeue = "amqp.requeue";

    internal const string CloudRegion = "cloud.region";
    internal const string SqsQueueUrl = "aws.sqs.queue.url";
    internal const string AwsRequestId = "aws.request_id";

    /// <summary>How often SQS delivered the message, this time included. No convention names it.</summary>
    internal const string SqsReceiveCount = "aws.sqs.message.receive_count";

    /// <summary>ARN of the queue whose dead letter the message is. No convention names it.</summary>
    internal const string SqsDeadLetterSource = "aws.sqs.dead_letter_queue.source_arn";

    /// <summary>Group of the message in a FIFO queue. No convention names it.</summary>
    internal const string SqsMessageGroupId = "aws.sqs.message.group_id";

    /// <summary>Milliseconds from the broker's timestamp to the receipt, never negative. Datadog's name; the conventions have none.</summary>
    internal const string QueueTime = "message.queue_time_ms";

    /// <summary>Why a message went out without a context.</summary>
    internal const string InjectionSkipped = "waybill.injection.skipped";
}
