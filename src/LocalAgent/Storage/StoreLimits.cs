namespace Waybill.LocalAgent.Storage;

/// <summary>How much the store keeps.</summary>
internal sealed record StoreLimits
{
    /// <summary>The most traces.</summary>
    public int MaxTraces { get; init; } = 10_000;

    /// <summary>The most memory for all traces, in bytes.</summary>
    public long MaxBytes { get; init; } = 192 * 1024 * 1024;
}
