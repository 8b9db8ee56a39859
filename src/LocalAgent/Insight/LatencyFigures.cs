namespace Waybill.LocalAgent.Insight;

/// <summary>Collects durations and says their percentiles, exactly.</summary>
internal sealed class LatencyFigures
{
    private readonly List<long> durations = [];
    private bool isSorted;

    public int Count => durations.Count;

    public void Add(long nanoseconds)
    {
        durations.Add(nanoseconds);
        isSorted = false;
    }

    /// <summary>The smallest duration that this share of all does not exceed (nearest rank), in nanoseconds; 0 if there are none.</summary>
    public long Percentile(double share)
    {
        if (durations.Count == 0)
        {
            return 0;
        }

        if (!isSorted)
        {
            durations.Sort();
            isSorted = true;
        }

        return durations[Math.Clamp((int)Math.Ceiling(share * durations.Count) - 1, 0, durations.Count - 1)];
    }
}
