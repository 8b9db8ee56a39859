using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Payloads;

public class PayloadQueueTests
{
    private readonly PayloadPool pool = new(1 << 20);
    private readonly PayloadQueue queue = new();

    [Fact]
    public void The_oldest_is_claimed_first_and_stays_until_it_is_removed()
    {
        BufferedPayload first = Add(), second = Add();
        Assert.Same(first, queue.TryClaim());
        Assert.Same(second, queue.TryClaim());
        Assert.Null(queue.TryClaim());
        Assert.Equal((1, 2), (queue.OldestNumber, queue.NewestNumber));
        queue.Remove(second);
        Assert.Equal((1, 2), (queue.OldestNumber, queue.NewestNumber));
        queue.Remove(first);
        Assert.True(queue.IsEmpty);
        Assert.Null(queue.OldestNumber);
    }

    [Fact]
    public void What_is_given_back_is_the_oldest_again()
    {
        var first = Add();
        Add();
        Assert.Same(first, queue.TryClaim());
        queue.Release(first);
        Assert.Same(first, queue.TryClaim());
    }

    [Fact]
    public void What_is_removed_gives_its_memory_back()
    {
        Add();
        Assert.Equal(PayloadPool.BlockBytes, pool.UsedBytes);
        queue.Remove(queue.TryClaim()!);
        Assert.Equal(0, pool.UsedBytes);
        var again = Add();
        Assert.Equal((0, 1, false), (again.Answered, again.Spans, again.IsClaimed));
    }

    private BufferedPayload Add()
    {
        var payload = Samples.Payload(pool, new byte[10], 1);
        queue.Enqueue(payload);
        return payload;
    }
}
