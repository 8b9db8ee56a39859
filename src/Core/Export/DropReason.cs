namespace Waybill.Core;

/// <summary>Why spans did not reach the agent.</summary>
public enum DropReason
{
    /// <summary>They came faster than they could be encoded.</summary>
    QueueFull,

    /// <summary>The agent was away for longer than the buffer lasts.</summary>
    BufferFull,

    /// <summary>A single trace was larger than a whole payload may be.</summary>
    TooLarge,

    /// <summary>The agent refused them for good (an answer of 4xx).</summary>
    Rejected,

    /// <summary>A span could not be encoded.</summary>
    EncodingFailed,

    /// <summary>The program ended before the agent took them.</summary>
    Shutdown,
}
