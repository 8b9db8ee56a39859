using System.Text;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Benchmarks.Micro;

/// <summary>The context of all measurements: a 128-bit trace id, a sampling priority and a decision maker.</summary>
internal static class Sample
{
    internal const ulong SpanId = 0x53995c3f42cd8ad8;

    internal static readonly TraceId128 TraceId = new(0x66f3a1b200000000, 0x8448eb211c80319c);

    /// <summary>The six headers of the default set, in the order of writing.</summary>
    internal static readonly string[] Names =
        ["x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-tags", "traceparent", "tracestate"];

    internal static readonly byte[][] Values = [.. new[]
    {
        "9532127138774266268", "6023947403358210776", "1", "_dd.p.dm=-1,_dd.p.tid=66f3a1b200000000",
        "00-66f3a1b2000000008448eb211c80319c-53995c3f42cd8ad8-01", "dd=s:1;p:53995c3f42cd8ad8;t.dm:-1",
    }.Select(Encoding.ASCII.GetBytes)];

    internal static TraceLevelState State() => new() { SamplingPriority = 1, Tags = PropagatedTags.Empty.With(PropagatedTags.DecisionMaker, "-1") };

    /// <summary>Headers as a consumer gets them: names and values are objects of their own.</summary>
    internal static Headers Received(params ReadOnlySpan<int> indexes)
    {
        Headers headers = [];
        foreach (var index in indexes)
        {
            headers.Add(new string(Names[index].AsSpan()), Values[index].ToArray());
        }

        return headers;
    }
}
