namespace Waybill.Core;

/// <summary>What is done with a context that came in.</summary>
public enum ExtractBehavior
{
    /// <summary>The trace goes on. The default.</summary>
    Continue,

    /// <summary>A new trace begins, with a span link to the one that came in; baggage goes on.</summary>
    Restart,

    /// <summary>A new trace begins, and nothing of what came in is kept.</summary>
    Ignore,
}
