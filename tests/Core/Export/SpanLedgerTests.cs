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
        ledger.Spool(4);
        ledger.Recover(20);
        ledger.Accept(5, fromSpool: true);
        ledger.Drop(6, DropReason.SpoolFull, fromSpool: true);
        var statistics = ledger.Snapshot();
        Law.Holds(statistics);
        Assert.Equal((10, 20, 8, 0, 13, 9), (statistics.Ended, statistics.Recovered, statistics.Accepted, statistics.Buffered, statistics.Spooled, statistics.DroppedTotal));
        Assert.Equal(
            new Dictionary<DropReason, long> { [DropReason.Rejected] = 2, [DropReason.Shutdown] = 1, [DropReason.SpoolFull] = 6 }, statistics.Dropped);
    }

    [Fact]
    public void What_is_accepted_but_never_came_in_breaks_the_law()
    {
        SpanLedger ledger = new();
        ledger.Buffer(1);
        ledger.Accept(2);
        Assert.ThrowsAny<Exception>(() => Law.Holds(ledger.Snapshot()));
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
