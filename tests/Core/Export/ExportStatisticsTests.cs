namespace Waybill.Core.Tests.Export;

public class ExportStatisticsTests
{
    [Fact]
    public void Are_told_in_words() => Assert.Equal(
        "12000 spans ended, 7 accepted, 2 buffered, 3 dropped (BufferFull: 1, Shutdown: 2)",
        new ExportStatistics
        {
            Ended = 12_000, Accepted = 7, Buffered = 2, Dropped = new Dictionary<DropReason, long> { [DropReason.BufferFull] = 1, [DropReason.Shutdown] = 2 },
        }.ToString());

    [Fact]
    public void Reasons_are_told_only_when_there_are_any() => Assert.Equal(
        "1 spans ended, 1 accepted, 0 buffered, 0 dropped",
        new ExportStatistics { Ended = 1, Accepted = 1, Buffered = 0, Dropped = new Dictionary<DropReason, long>() }.ToString());
}
