using System.Diagnostics;
using Waybill.Core.Export;

namespace Waybill.Core.Tests.Export;

public sealed class SignalTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    private readonly Signal signal = new();

    public void Dispose() => signal.Dispose();

    [Fact]
    public async Task Set_before_or_during_the_wait_it_wakes()
    {
        var time = Stopwatch.StartNew();
        signal.Set();
        await signal.WaitAsync(Long, CancellationToken.None);
        var waiting = signal.WaitAsync(Long, CancellationToken.None);
        Assert.False(waiting.IsCompleted);
        signal.Set();
        await waiting;
        Assert.True(time.Elapsed < Long);
    }

    [Fact]
    public async Task Set_twice_it_wakes_once()
    {
        signal.Set();
        signal.Set();
        await signal.WaitAsync(Long, CancellationToken.None);
        var time = Stopwatch.StartNew();
        await signal.WaitAsync(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        Assert.True(time.ElapsedMilliseconds >= 40);
    }

    [Fact]
    public async Task A_token_ends_the_wait()
    {
        using CancellationTokenSource cancellation = new(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signal.WaitAsync(Long, cancellation.Token));
    }

    [Fact]
    public async Task Many_threads_may_set_it_while_it_is_waited_for()
    {
        var setting = Task.Run(() => Parallel.For(0, 100_000, _ => signal.Set()));
        while (!setting.IsCompleted)
        {
            await signal.WaitAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        }

        await setting;
    }
}
