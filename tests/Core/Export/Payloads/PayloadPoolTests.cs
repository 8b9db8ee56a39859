using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Payloads;

public class PayloadPoolTests
{
    private const int Block = PayloadPool.BlockBytes;

    [Fact]
    public void Memory_is_bounded_and_a_chunk_that_does_not_fit_changes_nothing()
    {
        PayloadPool pool = new(3 * Block);
        var payload = pool.RentPayload();
        Assert.True(payload.TryAdd(new byte[Block + 1], 5));
        Assert.Equal(2 * Block, pool.UsedBytes);
        Assert.False(payload.TryAdd(new byte[2 * Block], 7));
        Assert.Equal((2 * Block, Block + 1, 5), (pool.UsedBytes, payload.Length, payload.Spans));
        Assert.True(payload.TryAdd(new byte[(2 * Block) - 1], 7));
        Assert.Equal((3 * Block, 12), (pool.UsedBytes, payload.Spans));
    }

    [Fact]
    public void Chunks_come_out_as_they_went_in_wherever_blocks_end()
    {
        PayloadPool pool = new(100 * Block);
        Random random = new(1);
        for (var round = 0; round < 20; round++)
        {
            var payload = pool.RentPayload();
            List<byte[]> chunks = [];
            for (var count = random.Next(1, 20); count > 0; count--)
            {
                var chunk = new byte[random.Next(0, Block * 2)];
                random.NextBytes(chunk);
                chunks.Add(chunk);
                Assert.True(payload.TryAdd(chunk, 1));
            }

            Assert.Equal(chunks.SelectMany(chunk => chunk), Samples.Body(payload).Skip(5));
            payload.Recycle();
            Assert.Equal(0, pool.UsedBytes);
        }
    }

    [Fact]
    public void Used_again_it_allocates_nothing()
    {
        PayloadPool pool = new(10 * Block);
        var chunk = new byte[Block / 3];
        for (var warm = 0; warm < 3; warm++)
        {
            Fill(pool, chunk);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Fill(pool, chunk);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Fill(PayloadPool pool, byte[] chunk)
    {
        var payload = pool.RentPayload();
        for (var count = 0; count < 20; count++)
        {
            payload.TryAdd(chunk, 1);
        }

        payload.Recycle();
    }
}
