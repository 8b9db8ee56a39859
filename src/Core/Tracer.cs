using System.Diagnostics;
using Waybill.Core.Export;
using Waybill.Core.Export.Mapping;
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
public sealed class Tracer : IAsyncDisposable, IDisposable
{
    /// <summary>The part of the time for the last spans in which the agent must take them at a signal for recording to go on.</summary>
    private const int SignalPart = 5;

    /// <summary>The part of the memory's bound that spans may take while their trace is open.</summary>
    private const int OpenTracesPart = 8;

    private static readonly TimeSpan FlushDeadline = TimeSpan.FromSeconds(10);
    private static readonly Lock Gate = new();
    private static Tracer? instance;

    private readonly SpanWriter writer;
    private readonly ExportMeter meter;
    private readonly ActivityCollector? collector;
    private readonly AspNetCoreExceptions? exceptions;
    private readonly OpenTraces traces;
    private readonly Func<ActivityTraceId>? traceIds;
    private readonly List<string> warnings = [];
    private readonly Lazy<Task> close;
    private readonly ProcessEnd processEnd;
    private int disposed;

    private Tracer(TracerSettings settings)
    {
        AspNetCoreActivities.Enrich();
        PropagationDefaults.Use(settings.Propagation);
        ContextLog.Sink = Tell;
        Settings = settings;
        close = new Lazy<Task>(Close);
        writer = new SpanWriter(settings);
        TraceSampler sampler = new(
            settings.Sampling, settings.AgentRates, settings.ServiceName, settings.Environment ?? "", Identify, warnings.Add);
        traces = new OpenTraces(
            writer.Write,
            sampler,
            SpanSampler.From(settings.Sampling, Identify, warnings.Add),
            settings.PartialFlushSpans,
            Math.Min(OpenTraces.MaxWaitingBytes, settings.Export.MaxMemoryBytes / OpenTracesPart));
        meter = new ExportMeter(() => ExportStatistics, writer);
        if (settings.TraceEnabled)
        {
            collector = new ActivityCollector(traces, new ActivitySources(settings.IncludedSources, settings.ExcludedSources));
            exceptions = new AspNetCoreExceptions();
            OpenTraces.Current = traces;
        }

        traceIds = TraceIds.Start(settings.Is128BitTraceIdGenerationEnabled);
        processEnd = new ProcessEnd(Shutdown);
        TerminationSignals.Register(OnTerminationSignal);
    }

    /// <summary>The running tracer. The first use starts one with the settings of the environment, if <see cref="Configure"/> did not.</summary>
    public static Tracer Instance
    {
        get
        {
            Tracer started;
            lock (Gate)
            {
                if (instance is { } running)
                {
                    return running;
                }

                started = instance = new Tracer(new TracerSettings());
            }

            started.TellWarnings();
            return started;
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

    /// <summary>
    /// False while the agent takes no spans, because it cannot be reached or answers with errors; they wait then. True before there was anything to send.
    /// </summary>
    public bool IsAgentReachable => writer.IsAgentReachable;

    /// <summary>Starts a tracer in place of the one that runs, which then sends what it still has.</summary>
    /// <param name="settings">The settings; the environment's where nothing was set.</param>
    /// <returns>The tracer. Dispose it at the end of the program: it then sends the last spans.</returns>
    /// <exception cref="ArgumentNullException">The settings are null.</exception>
    public static Tracer Configure(TracerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Tracer? before = null;
        Tracer started;
        try
        {
            lock (Gate)
            {
                before = instance;
                _ = before?.close.Value; // stops recording before the next one starts
                started = instance = new Tracer(settings);
            }
        }
        finally
        {
            // Outside the lock, as is what else writes to a log: the log may ask for the tracer.
            before?.Shutdown();
        }

        started.TellWarnings();
        return started;
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
    /// <returns>
    /// True when nothing of it waits any more, neither in memory nor in the spool: the agent has answered for each span, or it was dropped, which
    /// <see cref="ExportStatistics"/> counts. False when the agent was not there in time or the tracer was closed meanwhile, and something still waits.
    /// </returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<bool> ForceFlushAsync(CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource deadline = new(FlushDeadline);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await writer.FlushAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Stops recording and sends what has ended, for <see cref="ExportSettings.ShutdownTimeout"/> at most. What is left is spooled or counted, and told in one line.</summary>
    public ValueTask DisposeAsync() => new(close.Value);

    /// <summary>The same as <see cref="DisposeAsync"/> for callers that cannot await; blocks until it is done.</summary>
    public void Dispose() => Shutdown();

    /// <summary>
    /// Handles the signals that end a program from now on, before any tracer runs, so that a host that is built later is asked first and, saying that it ends in
    /// good order, goes before the tracer.
    /// </summary>
    internal static void HandleSignals()
    {
        lock (Gate)
        {
            TerminationSignals.Register(OnTerminationSignal);
        }
    }

    /// <summary>
    /// Sends what has ended, when a host has stopped; recording goes on. The time that this takes is part of <see cref="ExportSettings.ShutdownTimeout"/>:
    /// <see cref="DisposeAsync"/> then has what is left of it.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, without an exception.</param>
    internal Task FlushAtEndAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref disposed) != 0)
        {
            return close.Value;
        }

        traces.ExportAll(isLast: false);
        return writer.FlushAtEndAsync(cancellationToken);
    }

    private SpanIdentity Identify(Activity span)
    {
        var (operation, resource, _) = DatadogNames.Of(span);
        return new SpanIdentity(span.GetTagItem(SpanTags.ServiceName) as string ?? Settings.ServiceName, operation, resource);
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

    private static void OnTerminationSignal()
    {
        // The program may go on and drain its work, which a handler that is called later decides; so recording goes on where the agent takes all at once.
        if (Volatile.Read(ref instance) is { } running && !running.TryFlush())
        {
            running.Shutdown();
        }
    }

    private void TellWarnings() => warnings.ForEach(Settings.Tell);

    private bool TryFlush()
    {
        if (Volatile.Read(ref disposed) != 0)
        {
            return false;
        }

        traces.ExportAll(isLast: false);
        using CancellationTokenSource deadline = new(Settings.Export.ShutdownTimeout / SignalPart);
        try
        {
            return writer.FlushAsync(deadline.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return false; // the deadline, or another thread closes
        }
    }

    /// <summary>Closes, or waits for whoever does. With a bound: the log, which is called meanwhile, may have come here itself.</summary>
    private void Shutdown() => close.Value.Wait(Settings.Export.ShutdownTimeout + FlushDeadline);

    /// <summary>Runs once. Stops recording at once; the task is the rest.</summary>
    private Task Close()
    {
        Volatile.Write(ref disposed, 1);
        TraceIds.Stop(traceIds);
        PropagationDefaults.Drop(Settings.Propagation);
        collector?.Dispose();
        exceptions?.Dispose();
        traces.ExportAll(isLast: true);
        if (OpenTraces.Current == traces)
        {
            OpenTraces.Current = null;
        }

        return Task.Run(SendLastAsync);
    }

    private async Task SendLastAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        meter.Dispose();

        processEnd.Dispose(); // not before: a process that ends meanwhile must wait for the last spans
    }
}
