using Waybill.Core.Export;

namespace Waybill.Core.Tests.Export;

public class SpreadCounterTests
{
    [Fact]
    public void Counts_what_all_threads_add_and_never_less_than_before()
    {
        const int Threads = 4, Times = 20_000;
        SpreadCounter counter = new();
        var adding = Task.Run(() => Parallel.For(0, Threads, _ =>
        {
            for (var count = 0; count < Times; count++)
            {
                counter.Add(3);
            }
        }));
        for (var before = 0L; !adding.IsCompleted;)
        {
            var now = counter.Sum();
            Assert.InRange(now, before, 3L * Threads * Times);
            before = now;
        }

        Assert.Equal(3L * Threads * Times, counter.Sum());
    }
}
