using Waybill.Core;

namespace Waybill.Adapters.Sqs;

/// <summary>What the tracing of SQS does beyond that of every broker.</summary>
public sealed class SqsTracingOptions : MessageTracingOptions
{
    internal static new readonly SqsTracingOptions Default = new();

    /// <summary>
    /// The most bytes that a message may have with its context, for queues whose own <c>MaximumMessageSize</c> is smaller than what SQS takes: from
    /// 1,024 to 1,048,576 (the default). A batch as a whole may always have 1,048,576.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 1,024 to 1,048,576.</exception>
    public int MaximumMessageSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MessageSize.LeastLimit);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MessageSize.Max);
            field = value;
        }
    }
    = MessageSize.Max;

    /// <summary>
    /// Whether each entry of a batch has a create span of its own, whose context it carries (the default). False puts the context of the one send
    /// span into all entries.
    /// </summary>
    public bool CreateSpans { get; init; } = true;

    /// <summary>
    /// Whether messages also carry the system attribute <c>AWSTraceHeader</c> in X-Ray's form, which counts for no limit; one that the caller
    /// set stays. False by default. Reading needs no option.
    /// </summary>
    public bool SendAwsTraceHeader { get; init; }

    /// <summary>
    /// The longest body, in UTF-16 characters, that is searched for the context when no attribute of the message has it: notifications of SNS and
    /// events of EventBridge. 262,144 by default; 0 leaves bodies alone.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxEnvelopeLength
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }
    = 256 * 1024;
}
