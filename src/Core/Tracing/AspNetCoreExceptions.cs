using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Waybill.Core.Tracing;

/// <summary>
/// Records on ASP.NET Core's Activities the exceptions that end a request: it tells them to its <see cref="DiagnosticListener"/> and not to
/// the Activity.
/// </summary>
internal sealed class AspNetCoreExceptions : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Source = "Microsoft.AspNetCore"; // of the listener and of the Activities
    private const string InHost = "Microsoft.AspNetCore.Hosting.UnhandledException";
    private const string InErrorPage = "Microsoft.AspNetCore.Diagnostics.UnhandledException";
    private const int MaxDepth = 1000;

    private readonly Lock gate = new();
    private readonly List<IDisposable> subscriptions = [];
    private readonly IDisposable all;
    private bool disposed;

    internal AspNetCoreExceptions() => all = DiagnosticListener.AllListeners.Subscribe(this);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name != Source)
        {
            return;
        }

        var subscription = value.Subscribe(this, name => name is InHost or InErrorPage);
        lock (gate)
        {
            if (!disposed)
            {
                subscriptions.Add(subscription);
                return;
            }
        }

        subscription.Dispose();
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key is InHost or InErrorPage && ExceptionOf(value.Value) is { } exception && Server() is { } server)
        {
            SpanFailure.Record(server, exception);
        }
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            subscriptions.ForEach(subscription => subscription.Dispose());
            subscriptions.Clear();
        }

        all.Dispose();
    }

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "ASP.NET Core keeps the properties of what it tells; without them no exception is recorded.")]
    private static Exception? ExceptionOf(object? told) => told?.GetType()
        .GetProperty("exception", BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.GetValue(told) as Exception;

    /// <summary>The program may have left a span of its own open.</summary>
    private static Activity? Server()
    {
        var activity = Activity.Current;
        for (var depth = 0; depth < MaxDepth && activity is not null and not { Kind: ActivityKind.Server, Source.Name: Source }; depth++)
        {
            activity = activity.Parent;
        }

        return activity is { Source.Name: Source, IsStopped: false } ? activity : null;
    }
}
