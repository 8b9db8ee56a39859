using System.Diagnostics;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core;

/// <summary>The time in which a message is processed: its span is current on this flow, and what is sent meanwhile continues its trace.</summary>
public sealed class ProcessingScope : IDisposable
{
    private readonly Activity? before;
    private readonly AmbientContext.Entry? ambientBefore;
    private readonly AmbientContext.Entry? ambient;
    private readonly Baggage baggageBefore = Baggage.Current;
    private bool disposed;

    private ProcessingScope(Activity? activity, SpanContext? sender, Activity? before)
    {
        Activity = activity;
        Sender = sender;
        this.before = before;
        ambientBefore = AmbientContext.Enter(activity is null && sender is { TraceId128.IsZero: false } ? sender : null);
        ambient = AmbientContext.Entered;
        if (sender is { Baggage.Count: > 0 })
        {
            Baggage.Current = sender.Baggage;
        }
    }

    /// <summary>The span; null when nobody listens.</summary>
    public Activity? Activity { get; }

    /// <summary>The context that the message carried; null when it had none that can be read.</summary>
    public SpanContext? Sender { get; }

    /// <summary>Marks the span as failed, with the exception's type, message and stack.</summary>
    /// <param name="exception">What ended the processing.</param>
    public void SetException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        SpanFailure.Record(Activity, exception);
    }

    /// <summary>Ends the span and gives the flow back to the one that was current before. A second call does nothing.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        var current = Activity.Current;
        if (Activity is null ? AmbientContext.Entered == ambient : current == Activity)
        {
            AmbientContext.Restore(ambientBefore);
            Baggage.Current = baggageBefore;
            current = before is { IsStopped: false } ? before : null;
        }

        // Otherwise this is another flow, or a span of the program's own is current: that one stays so.
        if (Activity is not null)
        {
            Activity.Stop();
            Activity.Current = current;
        }
    }

    /// <summary>Starts a receive or process span for a message. Without a context in the message it is a child of the current span.</summary>
    internal static ProcessingScope Start(
        ActivitySource source, SpanTemplate template, SpanContext? sender, MessageRelation relation, DateTimeOffset startTime = default)
    {
        var before = Activity.Current;
        var activity = !source.HasListeners() ? null
            : sender is null ? source.StartActivity(template.Name, template.Kind, default(ActivityContext), template.Attributes, null, startTime)
            : relation == MessageRelation.Child && !sender.TraceId128.IsZero
                ? RemoteParent.StartChild(source, template.Name, template.Kind, template.Attributes, sender, startTime)
                : RemoteParent.StartRoot(
                    source, template.Name, template.Kind, template.Attributes, sender.TraceId128.IsZero ? sender.Links : [new SpanContextLink(sender, []), .. sender.Links], startTime);
        return new ProcessingScope(activity, sender, before);
    }
}
