using System.Text.Json.Serialization;

namespace Waybill.LocalAgent.Insight;

/// <summary>A trace in one row of a list.</summary>
internal sealed record TraceSummary
{
    /// <summary>32 lower-case hex digits.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>The number of the trace in order of arrival, from 1.</summary>
    public long Arrival { get; init; }

    /// <summary>Of the first span: its service, operation and resource.</summary>
    public string Service { get; init; } = "";

    /// <inheritdoc cref="Service"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Service"/>
    public string Resource { get; init; } = "";

    /// <summary>The first start, in nanoseconds since the Unix epoch.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public long Start { get; init; }

    /// <summary>From the first start to the last end, in nanoseconds.</summary>
    public double Duration { get; init; }

    /// <summary>The number of spans.</summary>
    public int Spans { get; init; }

    /// <summary>The number of spans that failed.</summary>
    public int Errors { get; init; }

    /// <summary>The services, in order of their first start.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The kinds of brokers that messages of the trace crossed, in order of their first start.</summary>
    public IReadOnlyList<string> Brokers { get; init; } = [];

    /// <summary>Whether more services or brokers took part than the lists name.</summary>
    public bool IsCut { get; init; }
}
