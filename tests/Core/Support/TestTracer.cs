using System.Collections.Concurrent;
using System.Diagnostics;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Support;

/// <summary>A tracer with an agent of its own, and a source whose Activities it records.</summary>
internal sealed class TestTracer : IAsyncDisposable
{
    public TestTracer(ScriptedAgent? agent = null, Action<TracerSettings>? configure = null)
    {
        Activity.Current = null;
        Agent = agent ?? new ScriptedAgent();
        TracerSettings settings = new(_ => null) { ServiceName = "tests", AgentUri = Agent.Address, Log = Log.Enqueue };
        configure?.Invoke(settings);
        Tracer = Tracer.Configure(settings);
    }

    public static ActivitySource Source { get; } = new("Waybill.Core.Tests");

    public ScriptedAgent Agent { get; }

    public Tracer Tracer { get; }

    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Sends what has ended, and checks the law.</summary>
    public async Task<IReadOnlyList<ReceivedSpan>> FlushAsync()
    {
        await Tracer.ForceFlushAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Law.Holds(Tracer.ExportStatistics, Agent);
        return Agent.Spans;
    }

    public async Task<ReceivedSpan> FlushOneAsync() => Assert.Single(await FlushAsync());

    public async ValueTask DisposeAsync()
    {
        await Tracer.DisposeAsync();
        await Agent.DisposeAsync();
        Activity.Current = null;
        Baggage.Current = default;
        PropagationDefaults.Use(Settings.Of());
    }
}
