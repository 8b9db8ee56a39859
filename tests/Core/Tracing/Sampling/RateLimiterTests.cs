using System.Diagnostics;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tests.Tracing.Sampling;

public class RateLimiterTests
{
    private long now = 1_000_000_000_000;

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(-1, 10)]
    [InlineData(0.5, 1)]
    public void At_one_moment_one_seconds_worth_is_let_through(double perSecond, int expected) =>
        Assert.Equal(expected, Take(Limiter(perSecond), 10));

    [Fact]
    public void Places_come_back_with_time()
    {
        var limiter = Limiter(10);
        Assert.Equal(10, Take(limiter, 20));
        Pass(0.35);
        Assert.Equal(3, Take(limiter, 20));
        Pass(1000);
        Assert.Equal(10, Take(limiter, 20));
    }

    [Fact]
    public void Less_than_one_a_second_is_one_in_several()
    {
        var limiter = Limiter(0.5);
        Assert.Equal(1, Take(limiter, 5));
        Pass(1.9);
        Assert.Equal(0, Take(limiter, 5));
        Pass(0.2);
        Assert.Equal(1, Take(limiter, 5));
    }

    [Fact]
    public void The_effective_rate_is_of_this_second_and_the_one_before()
    {
        var limiter = Limiter(5);
        Assert.Equal(1, limiter.EffectiveRate);
        Take(limiter, 10);
        Assert.Equal(0.5, limiter.EffectiveRate);
        Pass(1.1);
        Take(limiter, 5);
        Assert.Equal(10 / 15.0, limiter.EffectiveRate);
        Pass(5);
        Take(limiter, 1);
        Assert.Equal(1, limiter.EffectiveRate);
    }

    [Fact]
    public void Nothing_is_let_through_twice_by_several_threads()
    {
        var limiter = Limiter(100); // the clock stands
        var taken = 0;
        Parallel.For(0, 8, _ => Interlocked.Add(ref taken, Take(limiter, 1000)));
        Assert.Equal(100, taken);
        Assert.Equal(100 / 8000.0, limiter.EffectiveRate);
    }

    private static int Take(RateLimiter limiter, int times) => Enumerable.Range(0, times).Count(_ => limiter.TryTake());

    private RateLimiter Limiter(double perSecond) => new(perSecond, () => Volatile.Read(ref now));

    private void Pass(double seconds) => now += (long)(seconds * Stopwatch.Frequency);
}
