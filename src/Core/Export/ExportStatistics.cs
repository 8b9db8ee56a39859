using System.Globalization;

namespace Waybill.Core;

/// <summary>
/// What became of the spans that this process is answerable for, at one moment: ended + recovered = accepted + buffered + spooled + dropped.
/// Without a spool nothing is ever recovered or spooled.
/// </summary>
public sealed record ExportStatistics
{
    /// <summary>Spans that ended in this process, counted where they end.</summary>
    public required long Ended { get; init; }

    /// <summary>Spans of processes that are gone, which this one found in the spool's folder and took over.</summary>
    public long Recovered { get; init; }

    /// <summary>Spans that the agent took.</summary>
    public required long Accepted { get; init; }

    /// <summary>Spans that wait in memory: for the rest of their trace, to be encoded, or for the agent.</summary>
    public required long Buffered { get; init; }

    /// <summary>Spans that wait on disk, in files of this process.</summary>
    public long Spooled { get; init; }

    /// <summary>Spans that are lost, by reason. Reasons that never occurred are left out.</summary>
    public required IReadOnlyDictionary<DropReason, long> Dropped { get; init; }

    /// <summary>Spans that are lost, whatever the reason.</summary>
    public long DroppedTotal => Dropped.Values.Sum();

    /// <inheritdoc/>
    public override string ToString()
    {
        var recovered = Recovered == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Recovered} recovered");
        var spooled = Spooled == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Spooled} spooled");
        var reasons = DroppedTotal == 0 ? "" : $" ({string.Join(", ", Dropped.Select(drop => $"{drop.Key}: {drop.Value}"))})";
        return string.Create(
            CultureInfo.InvariantCulture, $"{Ended} spans ended{recovered}, {Accepted} accepted, {Buffered} buffered{spooled}, {DroppedTotal} dropped{reasons}");
    }
}
