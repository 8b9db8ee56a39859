using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Waybill.Hosting;

/// <summary>The few lines of the tracer, as warnings of the category <c>Waybill</c>. Those from before there was a logger wait for it.</summary>
internal sealed class TracerLog
{
    private readonly ConcurrentQueue<string> early = new();
    private volatile ILogger? logger;

    internal void Write(string line)
    {
        early.Enqueue(line);
        if (logger is { } log)
        {
            WriteTo(log);
        }
    }

    internal void WriteTo(ILogger log)
    {
        logger = log;
        while (early.TryDequeue(out var line))
        {
            log.LogWarning("{Line}", line);
        }
    }
}
