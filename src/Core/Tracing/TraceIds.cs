using System.Buffers.Binary;
using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>Trace ids in Datadog's form: seconds since 1970 in the upper 32 bits, 32 zero bits, 64 random bits; or those 64 alone.</summary>
/// <remarks>
/// .NET has one generator for the process. A program that set its own keeps it, and gets the default back when the tracer ends.
/// </remarks>
internal static class TraceIds
{
    /// <returns>The generator that is in effect, for <see cref="Stop"/>; null when the program has its own.</returns>
    internal static Func<ActivityTraceId>? Start(bool is128Bit)
    {
        if (Activity.TraceIdGenerator is not null)
        {
            return null;
        }

        Func<ActivityTraceId> generator = is128Bit ? () => Create(UnixSeconds() << 32) : () => Create(0);
        Activity.TraceIdGenerator = generator;
        return generator;
    }

    internal static void Stop(Func<ActivityTraceId>? generator)
    {
        if (generator is not null && Activity.TraceIdGenerator == generator)
        {
            Activity.TraceIdGenerator = null;
        }
    }

    private static ActivityTraceId Create(ulong upper)
    {
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(id, upper);
        do
        {
            Random.Shared.NextBytes(id[sizeof(ulong)..]);
        }
        while (BinaryPrimitives.ReadUInt64BigEndian(id[sizeof(ulong)..]) == 0);
        return ActivityTraceId.CreateFromBytes(id);
    }

    private static ulong UnixSeconds() => (ulong)((DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond);
}
