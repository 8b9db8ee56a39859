namespace Waybill.Core.Tracing;

/// <summary>A stretch of code whose Activities the tracer does not record: a client's own polling would be a trace each time.</summary>
internal static class TraceSuppression
{
    private static readonly AsyncLocal<bool> Flow = new();

    internal static bool IsActive => Flow.Value;

    /// <summary>Holds until disposed, on this flow and what it starts.</summary>
    internal static Scope Begin()
    {
        Scope scope = new(Flow.Value);
        Flow.Value = true;
        return scope;
    }

    internal readonly struct Scope(bool before) : IDisposable
    {
        public void Dispose() => Flow.Value = before;
    }
}
