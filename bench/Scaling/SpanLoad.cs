using System.Diagnostics;

namespace Waybill.Benchmarks.Scaling;

/// <summary>Lets threads make spans for a time.</summary>
/// <param name="threads">How many.</param>
/// <param name="createWork">Makes what one thread does again and again: some spans, of which it returns the number.</param>
internal sealed class SpanLoad(int threads, Func<Func<int>> createWork)
{
    /// <returns>Nanoseconds of the threads' own processor time for a span, spans a second, and how often a million spans met a lock that was taken.</returns>
    internal (double Nanoseconds, double Rate, double Contentions) Run(TimeSpan time)
    {
        var contentions = Monitor.LockContentionCount;
        var spans = 0L;
        var worked = 0L;
        var clock = Stopwatch.StartNew();
        var all = Enumerable.Range(0, threads).Select(_ => new Thread(Work)).ToArray();
        Array.ForEach(all, thread => thread.Start());
        Array.ForEach(all, thread => thread.Join());
        return (worked / (double)spans, spans / clock.Elapsed.TotalSeconds, (Monitor.LockContentionCount - contentions) * 1e6 / spans);

        void Work()
        {
            var work = createWork();
            var before = ThreadProcessorTime.Now;
            var made = 0L;
            while (clock.Elapsed < time)
            {
                made += work();
            }

            Interlocked.Add(ref worked, ThreadProcessorTime.Now - before);
            Interlocked.Add(ref spans, made);
        }
    }
}
