using Waybill.Core;

namespace Waybill.Support;

/// <summary>A tracer with every format both ways, for the tests of a class. Its agent is not there: nothing is sent.</summary>
public sealed class AllFormats : IAsyncDisposable
{
    private readonly Tracer tracer;

    public AllFormats()
    {
        var all = Enum.GetValues<PropagationStyle>();
        tracer = Start(new PropagationSettings { Inject = all, Extract = all });
    }

    /// <summary>The headers that they write, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "b3", "baggage", "traceparent", "tracestate", "x-amzn-trace-id", "x-b3-sampled", "x-b3-spanid", "x-b3-traceid",
        "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-tags", "x-datadog-trace-id",
    ];

    public async ValueTask DisposeAsync()
    {
        await tracer.DisposeAsync();
        await Start(new PropagationSettings()).DisposeAsync(); // the formats outlive their tracer
    }

    private static Tracer Start(PropagationSettings propagation) => Tracer.Configure(
        new TracerSettings { AgentUri = new Uri("http://127.0.0.1:9"), Propagation = propagation, Log = _ => { } });
}
