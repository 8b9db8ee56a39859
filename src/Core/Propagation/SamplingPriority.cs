namespace Waybill.Core;

/// <summary>Whether a trace is kept, and who decided. A trace is kept when its priority is greater than 0.</summary>
/// <remarks>The four values that Datadog documents. Other integers that arrive from a peer are carried on unchanged.</remarks>
public enum SamplingPriority
{
    /// <summary>Dropped by the user or by a sampling rule.</summary>
    UserReject = -1,

    /// <summary>Dropped by the sampler.</summary>
    AutoReject = 0,

    /// <summary>Kept by the sampler. The priority of a trace for which nobody decided otherwise.</summary>
    AutoKeep = 1,

    /// <summary>Kept by the user or by a sampling rule.</summary>
    UserKeep = 2,
}
