namespace Waybill.Core.Export.Mapping;

/// <summary>How a tag is written, as far as its name says.</summary>
internal enum TagForm : byte
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>A field of the span of its own; only a number is a metric all the same.</summary>
    Field,

    /// <summary>It has no name, which .NET lets pass: not at all.</summary>
    Nameless,

    /// <summary>See <see cref="KafkaTags"/>, and the ones below.</summary>
    KafkaGroup,
    KafkaPartition,
    KafkaOffset,
    KafkaTombstone,

    /// <summary>Another name: <c>out.host</c>.</summary>
    RabbitMqHost,

    /// <summary>See <see cref="SqsTags"/>, and the ones below.</summary>
    SqsQueue,
    SqsRegion,
    SqsOperation,
    SqsQueueUrl,
    SqsRequestId,
}
