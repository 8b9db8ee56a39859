namespace Waybill.Fuzz;

/// <summary>The most that one extraction may allocate, whatever the message holds.</summary>
internal static class AllocationBound
{
    /// <summary>For a context, its tags, links and baggage as objects.</summary>
    internal const int Fixed = 16 * 1024;

    /// <summary>
    /// For each byte of headers. The costliest bytes are tags in tracestate: seven of them make two strings, and the strings one text.
    /// </summary>
    internal const int PerByte = 32;

    /// <summary>
    /// For carriers that hold bytes, whatever the headers' length: no more than 16 KiB of a value is looked at, and each name is looked up.
    /// </summary>
    internal const int Most = 1024 * 1024;

    internal static long Of(int bytes, bool holdsBytes) => holdsBytes ? Math.Min(Most, Fixed + ((long)bytes * PerByte)) : Fixed + ((long)bytes * PerByte);
}
