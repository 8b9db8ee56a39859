using System.Collections.Concurrent;
using Waybill.Core.Propagation;

namespace Waybill.Support;

/// <summary>What <c>WAYBILL_DIAGNOSTICS=1</c> would log from here on: turns it on for a test, without the environment and the second's limit.</summary>
public sealed class ContextLines : IDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private long second;

    public ContextLines()
    {
        ContextLog.Current = new ContextLog(() => second++);
        ContextLog.Sink = lines.Enqueue;
    }

    /// <summary>All lines so far.</summary>
    public IReadOnlyList<string> All => [.. lines];

    /// <summary>The lines that begin so.</summary>
    public IReadOnlyList<string> Of(string start) => [.. lines.Where(line => line.StartsWith(start, StringComparison.Ordinal))];

    public void Dispose() => ContextLog.Current = null;
}
