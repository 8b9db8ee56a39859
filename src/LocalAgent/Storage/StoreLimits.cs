namespace Waybill.LocalAgent.Storage;

/// <summary>How much the store keeps.</summary>
internal sealed record StoreLimits
{
    /// <summary>The most traces.</summary>
    public int MaxTraces { get; init; } = 1000;

    /// <summary>The most memory for the spans of all traces, in bytes.</summary>
    public long MaxBytes { get; init; } = 256 * 1024 * 1024;
}
