using Waybill.Core.Export;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Export;

public class ChunkQueueTests
{
    private static readonly TraceChunk Chunk = Samples.Chunk(Samples.Span());

    private readonly long size = ActivitySize.Estimate(Chunk);

    [Fact]
    public void Is_bounded_in_bytes_and_refuses_the_newest()
    {
        ChunkQueue queue = new(3 * size);
        Assert.Null(queue.TryAdd(Chunk, out var isHalfFull));
        Assert.False(isHalfFull);
        Assert.Null(queue.TryAdd(Chunk, out isHalfFull));
        Assert.True(isHalfFull);
        Assert.Null(queue.TryAdd(Chunk, out _));
        Assert.Equal(DropReason.QueueFull, queue.TryAdd(Chunk, out _));
        Assert.Equal(3 * size, queue.Bytes);
        Assert.True(queue.TryTake(out var taken));
        Assert.Same(Chunk, taken);
        Assert.Null(queue.TryAdd(Chunk, out _));
        Assert.Equal(3 * size, queue.Bytes);
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
}
