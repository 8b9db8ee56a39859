using Waybill.Core.Tracing;

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
}

/// <summary>Tells the form by the name.</summary>
internal static class TagForms
{
    /// <param name="name">The name.</param>
    /// <param name="isKafka">Whether it is a tag of one of Kafka's spans.</param>
    internal static TagForm Of(string? name, bool isKafka) => name switch
    {
        null => TagForm.Nameless,
        SpanTags.OperationName or SpanTags.ResourceName or SpanTags.ServiceName or SpanTags.SpanType => TagForm.Field,
        _ => isKafka ? KafkaTags.FormOf(name) : TagForm.Plain,
    };
}
