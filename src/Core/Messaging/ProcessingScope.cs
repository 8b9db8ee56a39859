using System.Diagnostics;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core;

/// <summary>The time in which a message is processed: its span is current on this flow, and what is sent meanwhile continues its trace.</summary>
public sealed class ProcessingScope : IDisposable
{
    private readonly Activity? before;
    private readonly AmbientContext.Entry? ambientBefore = AmbientContext.Entered;
    private readonly AmbientContext.Entry? ambient;
    private readonly Baggage baggageBefore = Baggage.Current;
    private readonly SpanTemplate? measured;
    private readonly bool isAdopted;
    private readonly long started = MessagingMeter.Now;
    private string? errorType;
    private bool disposed;

    private ProcessingScope(SpanTemplate template, Activity? activity, SpanContext? sender, Activity? before, bool isAdopted = false)
    {
        this.isAdopted = isAdopted;
        measured = template.Kind == ActivityKind.Consumer ? template : null;
        Activity = activity;
        Sender = sender;
        this.before = before;
        if (ambientBefore is not null || (activity is null && sender is not null))
        {
            ambient = AmbientContext.Enter(activity is null && sender is { TraceId128.IsZero: false } ? sender : null);
        }

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
        errorType = SpanFailure.TypeOf(exception);
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
        if (measured is not null)
        {
            MessagingMeter.Processed(measured, started, errorType);
        }

        if (Activity is { } span && !isAdopted)
        {
            End(span);
        }
        else
        {
            LeaveFlow();
        }
    }

    /// <summary>
    /// Gives the flow that calls back what it had before, although the span may have ended on another one. Does nothing where neither the span nor the
    /// context is current: that is another flow, or one in which the program began a span of its own, which stays current.
    /// </summary>
    internal void LeaveFlow()
    {
        if (Activity is null ? ambient is null || AmbientContext.Entered != ambient : Activity.Current != Activity)
        {
            return;
        }

        LeaveContext();
        if (Activity is not null && !isAdopted)
        {
            Activity.Current = Outer;
        }
    }

    /// <summary>Starts a receive or process span for a message. Without a context in the message it is a child of the current span.</summary>
    /// <param name="source">The adapter's source.</param>
    /// <param name="template">The span's name and attributes.</param>
    /// <param name="sender">The context that the message carries.</param>
    /// <param name="relation">How the span stands to it.</param>
    /// <param name="startTime">When it began; now by default.</param>
    /// <param name="receive">The receive span's context, for <see cref="MessageRelation.ChildOfReceive"/>; the default is not known.</param>
    internal static ProcessingScope Start(
        ActivitySource source,
        SpanTemplate template,
        SpanContext? sender,
        MessageRelation relation,
        DateTimeOffset startTime = default,
        ActivityContext receive = default)
    {
        var before = Activity.Current;
        var activity = !template.MakesSpans || !source.HasListeners() ? null
            : sender is null || (relation == MessageRelation.ChildOfReceive && receive != default)
                ? source.StartActivity(template.Name, template.Kind, relation == MessageRelation.ChildOfReceive ? receive : default, template.Attributes, LinksTo(sender), startTime)
            : relation != MessageRelation.Link && !sender.TraceId128.IsZero
                ? RemoteParent.StartChild(source, template.Name, template.Kind, template.Attributes, sender, startTime)
                : RemoteParent.StartRoot(source, template.Name, template.Kind, template.Attributes, WithLosers(sender), startTime);
        return new ProcessingScope(template, activity, sender, before);
    }

    /// <summary>Starts the one span of a batch: a child of the current span that links to every message.</summary>
    /// <param name="source">The adapter's source.</param>
    /// <param name="template">The span's name and attributes.</param>
    /// <param name="links">The contexts of the messages, each with the attributes that tell the message.</param>
    /// <param name="startTime">When it began; now by default.</param>
    internal static ProcessingScope StartBatch(
        ActivitySource source, SpanTemplate template, IReadOnlyList<SpanContextLink> links, DateTimeOffset startTime = default)
    {
        var before = Activity.Current;
        var activity = template.MakesSpans && source.HasListeners()
            ? source.StartActivity(template.Name, template.Kind, default(ActivityContext), template.Attributes, RemoteParent.Links(links), startTime)
            : null;
        return new ProcessingScope(template, activity, sender: null, before);
    }

    /// <summary>Takes the current span, which the broker's client has made for this message, as the process span. Its maker ends it.</summary>
    /// <param name="template">What the span would have had.</param>
    /// <param name="current">The client's span; gets the template's attributes and a link to the sender, if it has none.</param>
    /// <param name="sender">The context that the message carries.</param>
    internal static ProcessingScope Adopt(SpanTemplate template, Activity current, SpanContext? sender)
    {
        foreach (var (name, value) in template.Attributes)
        {
            current.SetTag(name, value);
        }

        foreach (var link in LinksTo(sender) ?? [])
        {
            if (link.Context.SpanId != current.ParentSpanId && !current.Links.Any(had => had.Context.SpanId == link.Context.SpanId))
            {
                current.AddLink(link);
            }
        }

        return new ProcessingScope(template, current, sender, before: null, isAdopted: true);
    }

    /// <summary>What is current after the span. One that has ended meanwhile cannot be.</summary>
    private Activity? Outer => before is { IsStopped: false } ? before : null;

    /// <summary>Ends the span. On a flow where another one is current, that one stays.</summary>
    private void End(Activity span)
    {
        var after = Activity.Current;
        if (after == span)
        {
            LeaveContext();
            after = Outer;
        }

        span.Stop();
        if (Activity.Current != after)
        {
            Activity.Current = after;
        }
    }

    private void LeaveContext()
    {
        if (AmbientContext.Entered == ambient)
        {
            AmbientContext.Restore(ambientBefore);
        }

        if (Sender is { Baggage.Count: > 0 } || Activity is not null)
        {
            Baggage.Current = baggageBefore;
        }
    }

    private static ActivityLink[]? LinksTo(SpanContext? sender) => sender is null ? null : RemoteParent.Links(WithLosers(sender));

    private static IReadOnlyList<SpanContextLink> WithLosers(SpanContext sender) =>
        sender.TraceId128.IsZero ? sender.Links : [new SpanContextLink(sender, []), .. sender.Links];
}
