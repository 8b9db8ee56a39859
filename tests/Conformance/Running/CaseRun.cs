using System.Diagnostics;
using Waybill.Conformance.Tests.Schema;
using Waybill.Core;
using Waybill.Core.Tests.Support;

namespace Waybill.Conformance.Tests.Running;

/// <summary>Runs a case's steps under a tracer of its own that sends to an agent of its own, on loopback.</summary>
internal static class CaseRun
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>The chunks that the agent received.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<ReceivedSpan>>> RunAsync(IReadOnlyDictionary<string, string> environment, Action steps)
    {
        Activity.Current = null;
        Baggage.Current = default;
        await using ScriptedAgent agent = new();
        TracerSettings settings = new(environment.GetValueOrDefault) { ServiceName = "conformance", AgentUri = agent.Address, Log = _ => { } };
        await using (var tracer = Tracer.Configure(settings))
        {
            steps();
            await tracer.ForceFlushAsync().WaitAsync(Deadline);
        }

        return agent.Chunks;
    }

    public static async Task<(CaseSteps Steps, IReadOnlyList<IReadOnlyList<ReceivedSpan>> Chunks)> RunAsync(Vector vector)
    {
        CaseSteps steps = new(vector);
        var chunks = await RunAsync(vector.Settings, steps.Run);
        var received = chunks.SelectMany(chunk => chunk).ToDictionary(span => span.SpanId);
        foreach (var span in steps.Spans)
        {
            span.Received = received.GetValueOrDefault(span.SpanId);
        }

        return (steps, chunks);
    }
}
