namespace Waybill.Fuzz;

/// <summary>Counts the bytes that a piece of work allocates.</summary>
internal static class Allocations
{
    /// <summary>The work is done again when it takes more than expected: the first time may include what is made once per process.</summary>
    internal static long Of(Action work, long expected)
    {
        var allocated = Of(work);
        return allocated <= expected ? allocated : Math.Min(allocated, Of(work));
    }

    private static long Of(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
