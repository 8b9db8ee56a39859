using Waybill.Core.Export.Encoders;
using Waybill.Core.Messaging;

namespace Waybill.Core.Export.Mapping;

/// <summary>What Datadog calls tags of SQS's spans, some by two names, beside the names of the conventions, which its newer consumers read.</summary>
internal static class SqsTags
{
    /// <summary>What says of every such span that it is a call of AWS's SDK to SQS.</summary>
    /// <returns>How many tags that were.</returns>
    internal static int WriteService(MessagePackWriter writer)
    {
        writer.WriteKey("aws.agent"u8);
        writer.WriteUtf8("dotnet-aws-sdk"u8);
        return 1 + WriteTwice(writer, "aws.service"u8, "aws_service"u8, "SQS");
    }

    internal static TagForm FormOf(string name) => name switch
    {
        MessagingAttributes.DestinationName => TagForm.SqsQueue,
        MessagingAttributes.CloudRegion => TagForm.SqsRegion,
        MessagingAttributes.OperationName => TagForm.SqsOperation,
        MessagingAttributes.SqsQueueUrl => TagForm.SqsQueueUrl,
        MessagingAttributes.AwsRequestId => TagForm.SqsRequestId,
        _ => TagForm.Plain,
    };

    /// <summary>Writes a tag into the map <c>meta</c> by Datadog's other names for it.</summary>
    /// <returns>How many tags that were: 0 when there is no text.</returns>
    internal static int Write(MessagePackWriter writer, TagForm form, object? value) => value is not string { Length: > 0 } text
        ? 0
        : form switch
        {
            TagForm.SqsQueue => WriteTwice(writer, "aws.queue.name"u8, "queuename"u8, text),
            TagForm.SqsRegion => WriteTwice(writer, "aws.region"u8, "region"u8, text),
            TagForm.SqsOperation => WriteOnce(writer, "aws.operation"u8, text),
            TagForm.SqsQueueUrl => WriteOnce(writer, "aws.queue.url"u8, text),
            _ => WriteOnce(writer, "aws.requestId"u8, text),
        };

    private static int WriteTwice(MessagePackWriter writer, ReadOnlySpan<byte> key, ReadOnlySpan<byte> other, string value) =>
        WriteOnce(writer, key, value) + WriteOnce(writer, other, value);

    private static int WriteOnce(MessagePackWriter writer, ReadOnlySpan<byte> key, string value)
    {
        writer.WriteKey(key);
        TagWriter.WriteValue(writer, value);
        return 1;
    }
}
