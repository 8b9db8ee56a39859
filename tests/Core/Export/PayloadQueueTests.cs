using Waybill.Core.Export;

namespace Waybill.Core.Tests.Export;

public class PayloadQueueTests
{
    private readonly PayloadQueue queue = new(100);

    [Fact]
    public void The_oldest_comes_first_and_stays_until_it_is_removed()
    {
        Payload first = Payload(1), second = Payload(2);
        Assert.True(queue.IsEmpty);
        Assert.Null(queue.Peek());
        Assert.True(queue.TryEnqueue(first));
        Assert.True(queue.TryEnqueue(second));
        Assert.Same(first, queue.Peek());
        Assert.Same(first, queue.Peek());
        queue.Remove();
        Assert.Same(second, queue.Peek());
        queue.Remove();
        Assert.True(queue.IsEmpty);
    }

    [Fact]
    public void Is_bounded_in_bytes_and_refuses_the_newest()
    {
        Assert.True(queue.TryEnqueue(Payload(60)));
        Assert.False(queue.TryEnqueue(Payload(41)));
        Assert.True(queue.TryEnqueue(Payload(40)));
        Assert.False(queue.TryEnqueue(Payload(1)));
        queue.Remove();
        Assert.True(queue.TryEnqueue(Payload(60)));
    }

    [Fact]
    public async Task All_are_answered_when_the_newest_is()
    {
        Assert.True(queue.Answered.IsCompleted);
        queue.TryEnqueue(Payload(1));
        queue.TryEnqueue(Payload(1));
        var answered = queue.Answered;
        queue.Remove();
        Assert.False(answered.IsCompleted);
        queue.Remove();
        await answered.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Nobody_waits_for_what_is_given_up()
    {
        queue.TryEnqueue(Payload(50));
        queue.TryEnqueue(Payload(50));
        var answered = queue.Answered;
        queue.Clear();
        await answered.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.True(queue.IsEmpty);
        Assert.True(queue.TryEnqueue(Payload(100)));
    }

    private static Payload Payload(int bytes) => new(new byte[bytes], 1, 1);
}
