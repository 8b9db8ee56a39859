namespace Waybill.Core.Export;

/// <summary>A number that many threads add to: in as many places as there may be processors at work, so that they do not wait for each other.</summary>
internal sealed class SpreadCounter
{
    private const int Places = 16;
    private const int LongsApart = 16; // two cache lines: the next one is fetched along

    private readonly long[] counts = new long[Places * LongsApart];

    internal void Add(int number) => Interlocked.Add(ref counts[Thread.GetCurrentProcessorId() % Places * LongsApart], number);

    /// <summary>At least what was added before the call.</summary>
    internal long Sum()
    {
        var sum = 0L;
        for (var place = 0; place < counts.Length; place += LongsApart)
        {
            sum += Interlocked.Read(ref counts[place]);
        }

        return sum;
    }
}
