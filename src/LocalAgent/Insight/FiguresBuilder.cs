namespace Waybill.LocalAgent.Insight;

/// <summary>Counts the requests of a service or of a resource.</summary>
internal sealed class FiguresBuilder
{
    private readonly LatencyFigures latency = new();
    private int errors;
    private int spans;

    public void CountSpan() => spans++;

    public void CountRequest(long duration, bool isFailed)
    {
        latency.Add(duration);
        errors += isFailed ? 1 : 0;
    }

    public ServiceFigures Build(string service, string name, string resource, double seconds) => new()
    {
        Service = service,
        Name = name,
        Resource = resource,
        Requests = latency.Count,
        Errors = errors,
        Spans = spans,
        Rate = latency.Count / seconds,
        P50 = latency.Percentile(0.50),
        P95 = latency.Percentile(0.95),
        P99 = latency.Percentile(0.99),
    };
}
