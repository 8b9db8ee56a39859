using System.Runtime.InteropServices;

namespace Waybill.Benchmarks.Scaling;

/// <summary>Processor time of the calling thread. .NET tells it of other threads only in steps of 10 ms.</summary>
internal static class ThreadProcessorTime
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID of Linux, time.h

    /// <returns>Nanoseconds.</returns>
    internal static long Now
    {
        get
        {
            if (clock_gettime(ThreadClock, out var time) != 0)
            {
                throw new PlatformNotSupportedException("clock_gettime does not tell the processor time of a thread.");
            }

            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

#pragma warning disable SYSLIB1054, CA5392 // Blittable arguments; the C library.
    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int clock_gettime(int clock, out TimeSpec time);
#pragma warning restore SYSLIB1054, CA5392

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
