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
        Activity.SetTag(key, value);
        return this;
    }

    public string? GetTag(string key) => Convert.ToString(Activity.GetTagItem(key), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        SpanFailure.Record(Activity, exception);
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
