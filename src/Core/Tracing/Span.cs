using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tracing;

/// <summary>An Activity, seen as a Datadog span.</summary>
internal sealed class Span(Activity activity) : ISpan
{
    internal Activity Activity { get; } = activity;

    public string OperationName
    {
        get => GetTag(SpanTags.OperationName) ?? Activity.OperationName;
        set => Activity.SetTag(SpanTags.OperationName, value);
    }

    public string ResourceName
    {
        get => GetTag(SpanTags.ResourceName) ?? (Activity.DisplayName == Activity.OperationName ? OperationName : Activity.DisplayName);
        set
        {
            Activity.DisplayName = value;
            Activity.SetTag(SpanTags.ResourceName, value); // goes before what the conventions' attributes say
        }
    }

    public string? ServiceName
    {
        get => GetTag(SpanTags.ServiceName);
        set => Activity.SetTag(SpanTags.ServiceName, value);
    }

    public string? Type
    {
        get => GetTag(SpanTags.SpanType);
        set => Activity.SetTag(SpanTags.SpanType, value);
    }

    public bool Error
    {
        get => Activity.Status == ActivityStatusCode.Error;
        set => Activity.SetStatus(value ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
    }

    public ulong TraceId => TraceId128.From(Activity.TraceId).Lower;

    public ulong SpanId => Hex.From(Activity.SpanId);

    public ISpanContext Context => ActivityState.ContextOf(Activity);

    public ISpan SetTag(string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!Activity.IsStopped && !SpecialTags.Apply(this, key, value))
        {
            Activity.SetTag(key, value);
        }

        return this;
    }

    public string? GetTag(string key) => Convert.ToString(Activity.GetTagItem(key), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (!Activity.IsStopped)
        {
            SpanFailure.Record(Activity, exception);
        }
    }

    public ISpan AddLink(ISpanContext context, IEnumerable<KeyValuePair<string, object?>>? attributes = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var linked = context as SpanContext ?? new SpanContext(context.TraceId, context.SpanId);
        if (!Activity.IsStopped && !linked.TraceId128.IsZero)
        {
            Activity.AddLink(new ActivityLink(ActivityState.ToActivityContext(linked), attributes is null ? null : [.. attributes]));
        }

        return this;
    }

    public ISpan AddEvent(string name, IEnumerable<KeyValuePair<string, object?>>? attributes = null, DateTimeOffset? timestamp = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!Activity.IsStopped)
        {
            Activity.AddEvent(new ActivityEvent(name, timestamp ?? default, attributes is null ? null : [.. attributes]));
        }

        return this;
    }

    public ISpan SetBaggage(string name, string? value)
    {
        Baggage.SetBaggage(name, value);
        return this;
    }

    public string? GetBaggage(string name) => Baggage.GetBaggage(name);

    internal void SetMetric(string key, double? value)
    {
        if (!Activity.IsStopped)
        {
            Activity.SetTag(key, value);
        }
    }

    /// <summary>Without effect on a trace that this process does not record.</summary>
    internal void Decide(SamplingPriority priority)
    {
        var id = TraceId128.From(Activity.TraceId);
        OpenTraces.Current?.Decide(id, (int)priority);
        if (OpenTraces.Current?.StateOf(id) is { } decided)
        {
            ActivityState.Leave(decided, Activity);
        }
    }

    public void Finish()
    {
        // Stop makes the one before this span current again, whichever is current now.
        var current = Activity.Current;
        Activity.Stop();
        if (current != Activity)
        {
            Activity.Current = current;
        }
    }

    public void Finish(DateTimeOffset finishTimestamp)
    {
        if (!Activity.IsStopped)
        {
            var end = finishTimestamp.UtcDateTime;
            Activity.SetEndTime(end < Activity.StartTimeUtc ? Activity.StartTimeUtc : end);
            Finish();
        }
    }

    public void Dispose() => Finish();
}
