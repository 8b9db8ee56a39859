namespace Waybill.Core;

/// <summary>Why spans did not reach the agent.</summary>
public enum DropReason
{
    /// <summary>They came faster than they could be encoded.</summary>
    QueueFull,

    /// <summary>The agent was away for longer than the memory lasts, and no spool took them.</summary>
    BufferFull,

    /// <summary>A single trace was larger than a whole payload may be, by our own limit or by the agent's (413).</summary>
    TooLarge,

    /// <summary>The agent refused them for good (an answer of 4xx).</summary>
    Rejected,

    /// <summary>A span could not be encoded.</summary>
    EncodingFailed,

    /// <summary>The program ended before the agent took them, and no spool took them.</summary>
    Shutdown,

    /// <summary>The spool was at its cap in bytes: its oldest file made room, or there was none to make room.</summary>
    SpoolFull,

    /// <summary>They waited in the spool for longer than its cap in age.</summary>
    SpoolExpired,

    /// <summary>Their file in the spool was damaged. It is set aside, with the ending <c>.corrupt</c>.</summary>
    SpoolCorrupt,

    /// <summary>Their file in the spool could not be written at the end of the program, or is gone.</summary>
    SpoolFailed,
}
