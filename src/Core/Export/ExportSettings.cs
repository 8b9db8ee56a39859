using Waybill.Core.Configuration;

namespace Waybill.Core;

/// <summary>How much memory, disk and time the way to the agent may take.</summary>
public sealed class ExportSettings
{
    internal const int LeastPayloadBytes = 64 * 1024;
    internal const int MostPayloadBytes = 50 * 1024 * 1024;
    internal const int LeastMemoryBytes = 1024 * 1024;
    private const int Day = 24 * 60 * 60;

    internal ExportSettings(EnvironmentReader read)
    {
        MaxPayloadBytes = read.Number("DD_TRACE_BUFFER_SIZE", LeastPayloadBytes, MostPayloadBytes, 10 * 1024 * 1024);
        MaxMemoryBytes = read.Number("WAYBILL_BUFFER_MAX_BYTES", LeastMemoryBytes, int.MaxValue, 64 * 1024 * 1024);
        SpoolDirectory = read.First("WAYBILL_SPOOL_DIRECTORY");
        MaxSpoolBytes = read.Number("WAYBILL_SPOOL_MAX_BYTES", LeastPayloadBytes, int.MaxValue, 256 * 1024 * 1024);
        MaxSpoolAge = TimeSpan.FromSeconds(read.Number("WAYBILL_SPOOL_MAX_AGE_SECONDS", 1, 365 * Day, Day));
        ShutdownTimeout = TimeSpan.FromSeconds(read.Number("WAYBILL_SHUTDOWN_TIMEOUT_SECONDS", 0, 3600, 5));
    }

    /// <summary>Bytes of one request to the agent, at most. <c>DD_TRACE_BUFFER_SIZE</c>; 10 MiB by default. A trace that is larger is dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not from 64 KiB to 50 MiB, which is the most that agents take.</exception>
    public int MaxPayloadBytes
    {
        get;
        set => field = value is >= LeastPayloadBytes and <= MostPayloadBytes ? value : throw OutOfRange(value, "64 KiB to 50 MiB");
    }

    /// <summary>
    /// Bytes of all ended spans that are in memory, at most: a quarter for those that wait to be encoded, by estimate, the rest for those that are
    /// encoded. <c>WAYBILL_BUFFER_MAX_BYTES</c>; 64 MiB by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1 MiB.</exception>
    public long MaxMemoryBytes
    {
        get;
        set => field = value >= LeastMemoryBytes ? value : throw OutOfRange(value, "at least 1 MiB");
    }

    /// <summary>
    /// A folder for spans that memory cannot keep, or that the end of the program cannot send. Several processes may share it.
    /// <c>WAYBILL_SPOOL_DIRECTORY</c>; null (the default) writes nothing to disk. It is made when it is not there.
    /// </summary>
    public string? SpoolDirectory { get; set; }

    /// <summary>Bytes of all files in the spool's folder, at most; the oldest make room. <c>WAYBILL_SPOOL_MAX_BYTES</c>; 256 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 64 KiB.</exception>
    public long MaxSpoolBytes
    {
        get;
        set => field = value >= LeastPayloadBytes ? value : throw OutOfRange(value, "at least 64 KiB");
    }

    /// <summary>How long spans may wait on disk. <c>WAYBILL_SPOOL_MAX_AGE_SECONDS</c>; a day by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not more than zero.</exception>
    public TimeSpan MaxSpoolAge
    {
        get;
        set => field = value > TimeSpan.Zero ? value : throw OutOfRange(value, "more than zero");
    }

    /// <summary>
    /// How long the last spans may take to reach the agent when the tracer or the process ends. <c>WAYBILL_SHUTDOWN_TIMEOUT_SECONDS</c>; 5 seconds by
    /// default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than zero, or more than an hour.</exception>
    public TimeSpan ShutdownTimeout
    {
        get;
        set => field = value >= TimeSpan.Zero && value <= TimeSpan.FromHours(1) ? value : throw OutOfRange(value, "zero to an hour");
    }

    private static ArgumentOutOfRangeException OutOfRange(object value, string range) => new(nameof(value), value, $"Give {range}.");
}
