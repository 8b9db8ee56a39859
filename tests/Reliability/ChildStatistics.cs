namespace Waybill.Reliability.Tests;

/// <summary>What a child counted up to its end.</summary>
internal sealed record ChildStatistics(long Ended, long Recovered, long Accepted, long Buffered, long Spooled, long Dropped)
{
    public bool LawHolds => Ended + Recovered == Accepted + Buffered + Spooled + Dropped && Buffered == 0;
}
