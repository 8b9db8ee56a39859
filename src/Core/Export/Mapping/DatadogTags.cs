using Waybill.Core.Export.Encoders;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Mapping;

/// <summary>Tags that Datadog knows by other names than the OpenTelemetry conventions.</summary>
internal static class DatadogTags
{
    /// <param name="name">The name by the conventions.</param>
    /// <param name="system">The broker's system where the span is one of messages; else null.</param>
    internal static TagForm FormOf(string? name, string? system) => name switch
    {
        null => TagForm.Nameless,
        SpanTags.OperationName or SpanTags.ResourceName or SpanTags.ServiceName or SpanTags.SpanType => TagForm.Field,
        _ => system switch
        {
            MessagingSystems.Kafka => KafkaTags.FormOf(name),
            MessagingSystems.Sqs => SqsTags.FormOf(name),
            MessagingSystems.RabbitMq when name == MessagingAttributes.ServerAddress => TagForm.RabbitMqHost,
            _ => TagForm.Plain,
        },
    };

    /// <summary>Writes a tag into the map <c>meta</c> by Datadog's own names, as far as it has any.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="form">The tag's form.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isWhole">Whether that was all; otherwise its own name follows.</param>
    /// <returns>How many tags that were.</returns>
    internal static int Write(MessagePackWriter writer, TagForm form, object? value, out bool isWhole)
    {
        if (form >= TagForm.SqsQueue)
        {
            isWhole = false;
            return SqsTags.Write(writer, form, value);
        }

        if (form == TagForm.RabbitMqHost && value is string { Length: > 0 } host)
        {
            writer.WriteKey("out.host"u8);
            TagWriter.WriteValue(writer, host);
            isWhole = true;
            return 1;
        }

        isWhole = form >= TagForm.KafkaGroup && KafkaTags.TryWrite(writer, form, value);
        return isWhole ? 1 : 0;
    }

    /// <summary>What made the span, by Datadog's name for it; null when that is the source's own.</summary>
    internal static string? ComponentOf(string? system) => system switch
    {
        MessagingSystems.Kafka => MessagingSystems.Kafka,
        MessagingSystems.Sqs => "aws-sdk",
        MessagingSystems.RabbitMq => "RabbitMQ",
        _ => null,
    };
}
