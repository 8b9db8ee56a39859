using Waybill.Core;

namespace Waybill.BrokerContracts;

/// <summary>A tracer with every format both ways. Its agent is not there: nothing is sent.</summary>
public sealed class AllFormats : IAsyncLifetime
{
    internal static readonly string[] Names =
    [
        "b3", "baggage", "traceparent", "tracestate", "x-amzn-trace-id", "x-b3-sampled", "x-b3-spanid", "x-b3-traceid",
        "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-tags", "x-datadog-trace-id",
    ];

    private Tracer? tracer;

    public ValueTask InitializeAsync()
    {
        var all = Enum.GetValues<PropagationStyle>();
        tracer = Start(new PropagationSettings { Inject = all, Extract = all });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await tracer!.DisposeAsync();
        await Start(new PropagationSettings()).DisposeAsync(); // the formats outlive their tracer
    }

    private static Tracer Start(PropagationSettings propagation) => Tracer.Configure(
        new TracerSettings { AgentUri = new Uri("http://127.0.0.1:9"), Propagation = propagation, Log = _ => { } });
}
