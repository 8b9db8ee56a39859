using System.Diagnostics;
using Waybill.Core.Export;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core;

/// <summary>
/// Records the Activities of this process, those of other libraries included, and sends them to a trace agent as Datadog spans. There is one
/// at a time.
/// </summary>
/// <example>
/// <code>
/// await using var tracer = Tracer.Configure(new TracerSettings { ServiceName = "orders" });
/// using var scope = tracer.StartActive("order.check");
/// </code>
/// </example>
public sealed class Tracer : IAsyncDisposable
{
    private static readonly TimeSpan FlushDeadline = TimeSpan.FromSeconds(10);
    private static readonly Lock Gate = new();
    private static Tracer? instance;

    private readonly SpanWriter writer;
    private readonly ExportMeter meter;
    private readonly ActivityCollector? collector;
    private readonly AspNetCoreExceptions? exceptions;
    private readonly OpenTraces traces;
    private readonly Func<ActivityTraceId>? traceIds;
    private readonly TerminationSignals signals;
    private int disposed;

    private Tracer(TracerSettings settings)
    {
        AspNetCoreActivities.Enrich();
        PropagationDefaults.Use(settings.Propagation);
        Settings = settings;
        writer = new SpanWriter(settings);
        TraceSampler sampler = new(
            settings.Sampling, settings.AgentRates, settings.ServiceName, settings.Environment ?? "", Identify, settings.Tell);
        traces = new OpenTraces(
            writer.Write, sampler, SpanSampler.From(settings.Sampling, Identify, settings.Tell), settings.PartialFlushSpans);
        meter = new ExportMeter(() => ExportStatistics, writer);
        if (settings.TraceEnabled)
        {
            collector = new ActivityCollector(traces, new ActivitySources(settings.IncludedSources, settings.ExcludedSources));
            exceptions = new AspNetCoreExceptions();
            OpenTraces.Current = traces;
        }

        traceIds = TraceIds.Start(settings.Is128BitTraceIdGenerationEnabled);
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        signals = new TerminationSignals(Shutdown);
    }

    /// <summary>The running tracer. The first use starts one with the settings of the environment, if <see cref="Configure"/> did not.</summary>
    public static Tracer Instance
    {
        get
        {
            lock (Gate)
            {
                return instance ??= new Tracer(new TracerSettings());
            }
        }
    }

    /// <summary>What the tracer was started with. Changes come too late.</summary>
    public TracerSettings Settings { get; }

    /// <summary>The service of spans that name no other.</summary>
    public string DefaultServiceName => Settings.ServiceName;

    /// <summary>The active span of this flow, in a scope that ends it when it is closed; null when there is none.</summary>
    public IScope? ActiveScope => Activity.Current is { } activity ? new Scope(new Span(activity), activity.Parent, finishOnClose: true) : null;

    /// <summary>What became of the spans so far, at one moment.</summary>
    public ExportStatistics ExportStatistics => traces.Count((ended, waiting) =>
    {
        var written = writer.Statistics;
        return written with { Ended = ended, Buffered = written.Buffered + waiting };
    });

    /// <summary>Starts a tracer in place of the one that runs, which then sends what it still has.</summary>
    /// <param name="settings">The settings; the environment's where nothing was set.</param>
    /// <returns>The tracer. Dispose it at the end of the program: it then sends the last spans.</returns>
    /// <exception cref="ArgumentNullException">The settings are null.</exception>
    public static Tracer Configure(TracerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Tracer? before = null;
        try
        {
            lock (Gate)
            {
                before = instance is { } running && running.Stop() ? running : null;
                return instance = new Tracer(settings);
            }
        }
        finally
        {
            // Outside the lock: the log that this writes to may ask for the tracer.
            before?.CloseAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Starts a span and makes it the active one of this flow.</summary>
    /// <param name="operationName">The kind of operation.</param>
    /// <returns>The scope; close it to end the span.</returns>
    public IScope StartActive(string operationName) => StartActive(operationName, default);

    /// <summary>Starts a span and makes it the active one of this flow.</summary>
    /// <param name="operationName">The kind of operation.</param>
    /// <param name="settings">The parent and the like.</param>
    /// <returns>The scope; close it to end the span.</returns>
    /// <exception cref="ArgumentException">The operation has no name.</exception>
    public IScope StartActive(string operationName, SpanCreationSettings settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var before = Activity.Current;
        Span span = new(OwnSpan.Start(operationName, settings));
        if (settings.Parent is not SpanContext { Baggage: { Count: > 0 } baggage })
        {
            return new Scope(span, before, settings.FinishOnClose ?? true);
        }

        BaggageTags.Copy(baggage, PropagationDefaults.Settings.BaggageTagKeys, span.Activity);
        Scope scope = new(span, before, settings.FinishOnClose ?? true) { BaggageBefore = Baggage.Current };
        Baggage.Current = baggage;
        return scope;
    }

    /// <summary>Sends what has ended so far, for 10 seconds at most. Spans that are still open are not part of it.</summary>
    /// <param name="cancellationToken">Ends the wait, not the sending.</param>
    /// <returns>True when the agent has answered for every span; false when it was not there in time, and they still wait.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<bool> ForceFlushAsync(CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource deadline = new(FlushDeadline);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await writer.FlushAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Stops recording and sends what has ended, for <see cref="ExportSettings.ShutdownTimeout"/> at most. What is left is spooled or counted, and told in one line.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Stop())
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    private SpanIdentity Identify(Activity span)
    {
        var (operation, resource, _) = DatadogNames.Of(span);
        return new SpanIdentity(span.GetTagItem(SpanTags.ServiceName) as string ?? Settings.ServiceName, operation, resource);
    }

    private async ValueTask CloseAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        meter.Dispose();
    }

    /// <summary>A line for the log of the tracer that runs; for standard error when none does. Starts none.</summary>
    internal static void Tell(string message)
    {
        if (Volatile.Read(ref instance) is { } running && Volatile.Read(ref running.disposed) == 0)
        {
            running.Settings.Tell(message);
        }
        else
        {
            TracerSettings.TellStandardError(message);
        }
    }

    private void Shutdown() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void OnProcessExit(object? sender, EventArgs e) => Shutdown();

    private bool Stop()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return false;
        }

        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        signals.Dispose();
        TraceIds.Stop(traceIds);
        PropagationDefaults.Drop(Settings.Propagation);
        collector?.Dispose();
        exceptions?.Dispose();
        traces.ExportAll();
        if (OpenTraces.Current == traces)
        {
            OpenTraces.Current = null;
        }

        return true;
    }
}
