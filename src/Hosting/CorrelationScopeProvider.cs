using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Waybill.Core;

namespace Waybill.Hosting;

/// <summary>The scopes of the host's loggers, with the ids of the current span as the outermost.</summary>
/// <remarks>
/// The logger factory takes it in place of its own, and gives it to every provider that knows scopes. Asked once per log call and provider, it makes one
/// object for the calls of a thread within the same span, and none without a span.
/// </remarks>
internal sealed class CorrelationScopeProvider : IExternalScopeProvider
{
    [ThreadStatic]
    private static Last last;

    private readonly IExternalScopeProvider scopes;
    private readonly Lazy<CorrelationScope?> outside;

    public CorrelationScopeProvider(
        SettingsReader reader, IOptions<TracerSettings> settings, IOptionsMonitor<LoggerFilterOptions> filters, IOptions<LoggerFactoryOptions> options)
    {
        scopes = OwnScopes.Of(filters, options);

        // At the first log line and not here: settings may be made by services that log.
        outside = new Lazy<CorrelationScope?>(() => reader.Flag("DD_LOGS_INJECTION", otherwise: true) ? new CorrelationScope(settings.Value) : null);
    }

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (outside.Value is { } scope)
        {
            callback(Activity.Current is { IdFormat: ActivityIdFormat.W3C } span ? Within(span, scope) : scope, state);
        }

        scopes.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => scopes.Push(state);

    private static CorrelationScope Within(Activity span, CorrelationScope outside)
    {
        if (last.Outside != outside || !last.Within.IsIn(span))
        {
            last = new Last(outside, outside.In(span));
        }

        return last.Within;
    }

    /// <summary>The scope of a thread's last log line in a span, and the one that it was made from.</summary>
    private readonly record struct Last(CorrelationScope Outside, CorrelationScope Within);

    /// <summary>
    /// The provider that the factory makes for itself, with the host's <see cref="LoggerFactoryOptions.ActivityTrackingOptions"/>. Its type is internal; it is shown to
    /// every logger provider of a factory, so one is made to see it.
    /// </summary>
    private sealed class OwnScopes : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

        internal static IExternalScopeProvider Of(IOptionsMonitor<LoggerFilterOptions> filters, IOptions<LoggerFactoryOptions> options)
        {
            OwnScopes own = new();
            using LoggerFactory factory = new([own], filters, options);
            return own.scopes;
        }

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Dispose()
        {
        }
    }
}
