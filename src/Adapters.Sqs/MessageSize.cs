using System.Text;
using Amazon.SQS.Model;

namespace Waybill.Adapters.Sqs;

/// <summary>
/// The size of a message as SQS reckons it, in bytes: body, and name, type and value of each attribute. System attributes do not count.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html</remarks>
internal static class MessageSize
{
    /// <summary>What SQS takes, for a message and for all messages of a batch together.</summary>
    internal const int Max = 1_048_576;

    /// <summary>The lowest limit that a queue may set for its messages.</summary>
    internal const int LeastLimit = 1_024;

    internal static long Of(string? body, Dictionary<string, MessageAttributeValue>? attributes)
    {
        long size = Of(body);
        if (attributes is not null)
        {
            foreach (var (name, value) in attributes)
            {
                size += OfAttribute(name, value);
            }
        }

        return size;
    }

    internal static long OfAttribute(string name, MessageAttributeValue? value) => value is null
        ? 0
        : (long)Of(name) + Of(value.DataType) + Of(value.StringValue) + (value.BinaryValue is { CanSeek: true } bytes ? bytes.Length : 0);

    private static int Of(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
