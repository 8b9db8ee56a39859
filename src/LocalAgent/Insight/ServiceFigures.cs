namespace Waybill.LocalAgent.Insight;

/// <summary>A service, or one resource of it, by the traces that are kept.</summary>
internal sealed record ServiceFigures
{
    /// <summary>The service's name.</summary>
    public string Service { get; init; } = "";

    /// <summary>The operation; empty in the figures of a whole service.</summary>
    public string Name { get; init; } = "";

    /// <summary>The resource; empty in the figures of a whole service.</summary>
    public string Resource { get; init; } = "";

    /// <summary>How often work came to the service from outside it; of a resource, how many spans it has.</summary>
    public int Requests { get; init; }

    /// <summary>How many of these failed.</summary>
    public int Errors { get; init; }

    /// <summary>All spans of the service.</summary>
    public int Spans { get; init; }

    /// <summary>Requests per second of the time that the kept traces span.</summary>
    public double Rate { get; init; }

    /// <summary>Half of the requests took no longer, in nanoseconds.</summary>
    public long P50 { get; init; }

    /// <summary>95 of 100 took no longer.</summary>
    public long P95 { get; init; }

    /// <summary>99 of 100 took no longer.</summary>
    public long P99 { get; init; }
}
