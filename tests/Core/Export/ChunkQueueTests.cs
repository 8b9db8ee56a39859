using Waybill.Core.Export;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Export;

public class ChunkQueueTests
{
    private static readonly TraceChunk Chunk = Samples.Chunk(Samples.Span());

    private readonly long size = Chunk.Bytes;

    [Fact]
    public void Is_bounded_in_bytes_and_refuses_the_newest()
    {
        ChunkQueue queue = new(3 * size);
        Assert.Null(queue.TryAdd(Chunk, out var isDue));
        Assert.False(isDue);
        Assert.Null(queue.TryAdd(Chunk, out isDue));
        Assert.True(isDue);
        Assert.Null(queue.TryAdd(Chunk, out _));
        Assert.Equal(DropReason.QueueFull, queue.TryAdd(Chunk, out _));
        Assert.Equal(3 * size, queue.Bytes);
        Assert.True(queue.TryTake(out var taken));
        Assert.Same(Chunk, taken);
        Assert.Null(queue.TryAdd(Chunk, out _));
        Assert.Equal(3 * size, queue.Bytes);
    }

    [Fact]
    public void A_mebibyte_is_due_once_until_it_is_taken()
    {
        ChunkQueue queue = new(long.MaxValue);
        var enough = (ChunkQueue.DueBytes + size - 1) / size;
        var due = 0;
        for (var round = 0; round < 2; round++)
        {
            for (var count = 0; count < 2 * enough; count++)
            {
                queue.TryAdd(Chunk, out var isDue);
                due += isDue ? 1 : 0;
                Assert.Equal(round + (count + 1 >= enough ? 1 : 0), due);
            }

            while (queue.TryTake(out _))
            {
            }
        }
    }

    [Fact]
    public void Emptied_it_holds_nothing()
    {
        ChunkQueue queue = new(3 * size);
        queue.TryAdd(Chunk, out _);
        Assert.True(queue.TryTake(out _));
        Assert.False(queue.TryTake(out _));
        Assert.Equal(0, queue.Bytes);
    }

    [Fact]
    public void One_that_is_larger_than_the_bound_enters_alone()
    {
        ChunkQueue queue = new(1);
        Assert.Null(queue.TryAdd(Chunk, out _));
        Assert.Equal(DropReason.QueueFull, queue.TryAdd(Chunk, out _));
    }

    [Fact]
    public void Closed_it_lets_nothing_in_and_everything_out()
    {
        ChunkQueue queue = new(3 * size);
        queue.TryAdd(Chunk, out _);
        queue.Close();
        Assert.Equal(DropReason.Shutdown, queue.TryAdd(Chunk, out _));
        Assert.True(queue.TryTake(out _));
        Assert.False(queue.TryTake(out _));
    }

    [Fact]
    public async Task What_was_let_in_while_it_was_closed_comes_out()
    {
        for (var round = 0; round < 200; round++)
        {
            ChunkQueue queue = new(long.MaxValue / 4);
            using Barrier start = new(3);
            var adding = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                var added = 0;
                while (queue.TryAdd(Chunk, out var _) is null)
                {
                    added++;
                }

                return added;
            })).ToList();
            start.SignalAndWait(TestContext.Current.CancellationToken);
            queue.Close();
            var taken = 0;
            while (queue.TryTake(out _))
            {
                taken++;
            }

            Assert.Equal((await Task.WhenAll(adding)).Sum(), taken);
            Assert.Equal(0, queue.Bytes);
        }
    }
}
