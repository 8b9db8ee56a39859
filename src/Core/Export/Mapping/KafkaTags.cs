using System.Buffers.Text;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Messaging;

namespace Waybill.Core.Export.Mapping;

/// <summary>Tags of Kafka's spans that Datadog knew by names and forms of its own before there were conventions.</summary>
internal static class KafkaTags
{
    private const int MaxNumberLength = 20;

    internal static TagForm FormOf(string name) => name switch
    {
        MessagingAttributes.ConsumerGroup => TagForm.KafkaGroup,
        MessagingAttributes.PartitionId => TagForm.KafkaPartition,
        MessagingAttributes.KafkaOffset => TagForm.KafkaOffset,
        MessagingAttributes.KafkaTombstone => TagForm.KafkaTombstone,
        _ => TagForm.Plain,
    };

    /// <summary>Writes a tag into the map <c>meta</c>.</summary>
    /// <returns>False, and nothing is written, when Datadog has no other name for it.</returns>
    internal static bool TryWrite(MessagePackWriter writer, TagForm form, object? value)
    {
        switch (form)
        {
            case TagForm.KafkaGroup when value is string group:
                writer.WriteKey("kafka.group"u8);
                TagWriter.WriteValue(writer, group);
                return true;
            case TagForm.KafkaPartition when value is string { Length: <= MaxNumberLength } partition:
                Span<char> text = stackalloc char[MaxNumberLength + 2];
                text[0] = '[';
                partition.CopyTo(text[1..]);
                text[partition.Length + 1] = ']';
                writer.WriteKey("kafka.partition"u8);
                writer.WriteString(text[..(partition.Length + 2)]);
                return true;
            case TagForm.KafkaOffset when value is long offset:
                Span<byte> digits = stackalloc byte[MaxNumberLength];
                _ = Utf8Formatter.TryFormat(offset, digits, out var length);
                writer.WriteKey("kafka.offset"u8);
                writer.WriteUtf8(digits[..length]);
                return true;
            case TagForm.KafkaTombstone when value is bool tombstone:
                writer.WriteKey("kafka.tombstone"u8);
                writer.WriteUtf8(tombstone ? "true"u8 : "false"u8);
                return true;
            default:
                return false;
        }
    }
}
