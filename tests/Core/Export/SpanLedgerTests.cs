using Waybill.Core.Export;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export;

public class SpanLedgerTests
{
    [Fact]
    public void Every_span_is_in_one_state()
    {
        SpanLedger ledger = new();
        ledger.Buffer(10);
        ledger.Accept(3);
        ledger.Drop(2, DropReason.Rejected);
        ledger.Drop(1, DropReason.Shutdown);
        ledger.Drop(0, DropReason.TooLarge);
        var statistics = ledger.Snapshot();
        Law.Holds(statistics);
        Assert.Equal((10, 3, 4, 3), (statistics.Ended, statistics.Accepted, statistics.Buffered, statistics.DroppedTotal));
        Assert.Equal(new Dictionary<DropReason, long> { [DropReason.Rejected] = 2, [DropReason.Shutdown] = 1 }, statistics.Dropped);
    }

    [Fact]
    public void The_sum_holds_at_every_moment()
    {
        SpanLedger ledger = new();
        Parallel.For(0, 8, thread =>
        {
            for (var index = 0; index < 5000; index++)
            {
                ledger.Buffer(3);
                ledger.Accept(1);
                ledger.Drop(2, DropReason.QueueFull);
                if (index % 500 == 0)
                {
                    Law.Holds(ledger.Snapshot());
                }
            }
        });
        Assert.Equal((120_000, 40_000, 0), (ledger.Snapshot().Ended, ledger.Snapshot().Accepted, ledger.Snapshot().Buffered));
    }
}
