using Waybill.LocalAgent.Model;

namespace Waybill.Demo;

/// <summary>Says what is wrong with the trace of an order, by its spans as the agent received them.</summary>
internal static class OrderTrace
{
    private static readonly string[] Brokers = ["kafka", "rabbitmq", "aws_sqs"];

    /// <summary>The traces that belong to an order: one, if all is well.</summary>
    public static ILookup<string, Trace> ByOrder(IEnumerable<Trace> traces) => traces
        .SelectMany(trace => trace.Spans
            .Select(span => span.Meta.GetValueOrDefault("order.id"))
            .OfType<string>()
            .Distinct()
            .Select(order => (order, trace)))
        .ToLookup(pair => pair.order, pair => pair.trace);

    /// <returns>Null when the trace is in one piece and goes as far as it must.</returns>
    public static string? Problem(string orderId, bool isValid, IReadOnlyList<Trace> traces)
    {
        if (traces.Count != 1)
        {
            return $"order {orderId} is in {traces.Count} traces and not in one";
        }

        var spans = traces[0].Spans;
        var ids = spans.Select(span => span.SpanId).ToHashSet();
        var roots = spans.Count(span => !ids.Contains(span.ParentId));
        if (roots != 1)
        {
            return $"the trace of order {orderId} is in {roots} pieces";
        }

        var services = isValid ? Pipeline.Services : Pipeline.Services[..2];
        var missing = services.Except(spans.Select(span => span.Service))
            .Concat((isValid ? Brokers : Brokers[..1]).Except(spans.Select(span => span.Meta.GetValueOrDefault("messaging.system", ""))))
            .ToList();
        if (missing.Count > 0)
        {
            return $"the trace of order {orderId} does not reach {string.Join(", ", missing)}";
        }

        var errors = spans.Count(span => span.Error != 0);
        return (isValid, errors) switch
        {
            (true, > 0) => $"order {orderId} is sound and has {errors} errors",
            (false, 0) => $"order {orderId} cannot be shipped and shows no error",
            _ => null,
        };
    }
}
