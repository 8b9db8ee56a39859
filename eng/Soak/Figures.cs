namespace Waybill.Soak;

/// <summary>What the traced program measured of itself.</summary>
internal sealed record Figures
{
    public required long Created { get; init; }

    public required long Ended { get; init; }

    public required long Accepted { get; init; }

    public required long Left { get; init; }

    public required Dictionary<string, long> Dropped { get; init; }

    public required long Looks { get; init; }

    public required long LooksThatBrokeTheLaw { get; init; }

    public required long MostMemory { get; init; }

    public required long MemoryCap { get; init; }

    public required long MostSpool { get; init; }

    public required long SpoolCap { get; init; }

    public required PhaseFigures Without { get; init; }

    public required Dictionary<Phase, PhaseFigures> With { get; init; }
}
