using System.Globalization;

namespace Waybill.Core;

/// <summary>What became of the spans that ended: ended = accepted + buffered + dropped.</summary>
public sealed record ExportStatistics
{
    /// <summary>Spans that ended.</summary>
    public required long Ended { get; init; }

    /// <summary>Spans that the agent took.</summary>
    public required long Accepted { get; init; }

    /// <summary>Spans that wait: for the rest of their trace, to be encoded, or for the agent.</summary>
    public required long Buffered { get; init; }

    /// <summary>Spans that are lost, by reason. Reasons that never occurred are left out.</summary>
    public required IReadOnlyDictionary<DropReason, long> Dropped { get; init; }

    /// <summary>Spans that are lost, whatever the reason.</summary>
    public long DroppedTotal => Dropped.Values.Sum();

    /// <inheritdoc/>
    public override string ToString()
    {
        var reasons = DroppedTotal == 0 ? "" : $" ({string.Join(", ", Dropped.Select(drop => $"{drop.Key}: {drop.Value}"))})";
        return string.Create(CultureInfo.InvariantCulture, $"{Ended} spans ended, {Accepted} accepted, {Buffered} buffered, {DroppedTotal} dropped{reasons}");
    }
}
