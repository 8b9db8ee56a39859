namespace Waybill.LocalAgent.Insight;

/// <summary>Counts what goes one way between two nodes.</summary>
internal sealed class MapEdgeBuilder
{
    private readonly LatencyFigures queueTimes = new();

    public int Count { get; private set; }

    public int Errors { get; private set; }

    public void Add(bool isFailed, double? queueTimeMs)
    {
        Count++;
        Errors += isFailed ? 1 : 0;
        if (queueTimeMs is { } milliseconds)
        {
            queueTimes.Add((long)Math.Min(milliseconds * 1e6, long.MaxValue / 2));
        }
    }

    public MapEdge Build(string from, string to, double seconds) => new(
        from, to, Count, Errors, Count / seconds, queueTimes.Count > 0 ? queueTimes.Percentile(0.5) / 1e6 : null);
}
