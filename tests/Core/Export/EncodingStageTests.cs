using System.Collections.Concurrent;
using System.Diagnostics;
using Waybill.Core.Export;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Export;

public class EncodingStageTests
{
    private const int RoomForOne = 2000;

    private readonly SpanLedger ledger = new();
    private readonly ChunkQueue queue = new(maxBytes: 1 << 20);
    private readonly PayloadQueue payloads = new();
    private readonly ConcurrentQueue<string> log = new();

    [Fact]
    public async Task A_fault_that_nobody_foresaw_costs_its_chunk_and_no_other()
    {
        var wakes = 0;
        var stage = Stage(() =>
        {
            if (wakes++ == 0)
            {
                throw new InvalidOperationException("the sender has gone");
            }
        });
        Add(Large());
        Add(Large(), Samples.Span()); // has to seal the first
        Add(Large());

        await stage.EncodeAsync(seal: true);

        var statistics = ledger.Snapshot();
        Assert.Equal((4, 2, 2), (statistics.Ended, statistics.Buffered, statistics.Dropped[DropReason.EncodingFailed]));
        Assert.Equal(1, payloads.TryClaim()!.Spans);
        Assert.Equal(1, payloads.TryClaim()!.Spans);
        Assert.Equal("2 spans could not be taken up: the sender has gone", Assert.Single(log));
    }

    [Fact]
    public async Task What_is_given_up_is_counted_and_what_was_gathered_is_kept()
    {
        var stage = Stage(() => { });
        Add(Large());
        await stage.EncodeAsync(seal: false);
        Add(Large());
        Assert.True(payloads.IsEmpty);

        stage.GiveUp();

        Assert.Equal(1, payloads.TryClaim()!.Spans);
        Assert.Equal(1, ledger.Snapshot().Dropped[DropReason.Shutdown]);
    }

    private static Activity Large() => Samples.Span("text", new string('x', RoomForOne * 6 / 10));

    private EncodingStage Stage(Action wakeSender) =>
        new(queue, Samples.Builder(RoomForOne), payloads, spool: null, ledger, wakeSender, log.Enqueue);

    private void Add(params Activity[] spans)
    {
        ledger.Buffer(spans.Length);
        Assert.Null(queue.TryAdd(Samples.Chunk(spans), out _));
    }
}
