using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Waybill.Hosting.Tests.Support;

/// <summary>A log that keeps its lines with the scopes of each, as they are, to be read later.</summary>
internal sealed class ScopedLog : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<(string Category, string Message, IReadOnlyList<object?> Scopes)> lines = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    /// <summary>The lines of the tracer.</summary>
    public IReadOnlyList<string> Messages => [.. lines.Where(line => line.Category == "Waybill").Select(line => line.Message)];

    /// <summary>Names and values of all scopes of a line.</summary>
    public Dictionary<string, object?> ScopesOf(string message) =>
        ScopeObjectsOf(message).OfType<IEnumerable<KeyValuePair<string, object?>>>().SelectMany(scope => scope).ToDictionary();

    public IReadOnlyList<object?> ScopeObjectsOf(string message) => Assert.Single(lines, line => line.Message == message).Scopes;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(ScopedLog log, string category) : ILogger
    {
        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull => log.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            List<object?> of = [];
            log.scopes.ForEachScope((scope, list) => list.Add(scope), of);
            log.lines.Enqueue((category, formatter(state, exception), of));
        }
    }
}
