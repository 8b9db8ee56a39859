using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Every format both ways, as long as it lives.</summary>
internal sealed class AllFormats : IDisposable
{
    internal static readonly string[] Names =
    [
        "x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-tags", "traceparent", "tracestate",
        "x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "b3", "baggage", "x-amzn-trace-id",
    ];

    public AllFormats()
    {
        var all = Enum.GetValues<PropagationStyle>();
        PropagationDefaults.Use(new PropagationSettings { Inject = all, Extract = all });
        Baggage.Current = default;
    }

    public void Dispose()
    {
        PropagationDefaults.Use(new PropagationSettings());
        Baggage.Current = default;
    }
}
