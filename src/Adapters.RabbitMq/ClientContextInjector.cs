using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.RabbitMq;

/// <summary>
/// Writes all our formats for the span that the client's own tracing makes, in place of what is in a message of ours: one message, one
/// parent. Messages of channels that are not traced go on to whoever had the hook before.
/// </summary>
/// <remarks>
/// The hook is one for the process, and who sets it last has it. It is therefore looked at before each publish and taken again, with the
/// newcomer as the next in the chain, and is given back when the last traced channel is closed.
/// </remarks>
internal sealed class ClientContextInjector
{
    /// <summary>Against one that takes the hook back before each message in the same way: the chain would have no end.</summary>
    private const int MaxLinks = 16;

    private static readonly Lock Gate = new();
    private static ClientContextInjector? installed;
    private static int channels;

    /// <summary>How many of ours are in the chain: counted up at each installation, and known when a message has gone through it.</summary>
    private static int links;

    [ThreadStatic]
    private static int depth;

    [ThreadStatic]
    private static int deepest;

    private readonly Action<Activity, IDictionary<string, object?>> previous;
    private readonly Action<Activity, IDictionary<string, object?>> hook;

    private ClientContextInjector(Action<Activity, IDictionary<string, object?>> previous)
    {
        this.previous = previous;
        hook = Inject;
    }

    /// <summary>A traced channel is about to publish, for the first time since it is open.</summary>
    internal static void Acquire()
    {
        lock (Gate)
        {
            channels++;
        }
    }

    /// <summary>Takes the hook unless it is ours already.</summary>
    internal static void Install()
    {
        if (installed is { } own && ReferenceEquals(own.hook, RabbitMQActivitySource.ContextInjector))
        {
            return;
        }

        lock (Gate)
        {
            if (channels > 0 && links < MaxLinks && !ReferenceEquals(installed?.hook, RabbitMQActivitySource.ContextInjector))
            {
                links++;
                installed = new ClientContextInjector(RabbitMQActivitySource.ContextInjector);
                RabbitMQActivitySource.ContextInjector = installed.hook;
            }
        }
    }

    /// <summary>A channel that has acquired the hook is closed. Somebody who took the hook after us keeps it.</summary>
    internal static void Release()
    {
        lock (Gate)
        {
            if (--channels > 0)
            {
                return;
            }

            while (installed is { } own && ReferenceEquals(own.hook, RabbitMQActivitySource.ContextInjector))
            {
                RabbitMQActivitySource.ContextInjector = own.previous;
                installed = own.previous.Target as ClientContextInjector;
            }

            installed = null;
            links = 0;
        }
    }

    private void Inject(Activity span, IDictionary<string, object?> headers)
    {
        deepest = Math.Max(deepest, ++depth);
        try
        {
            // One of ours that was called by another has nothing to add.
            if (depth > 1 || headers is not TracedHeaders traced)
            {
                previous(span, headers);
            }
            else if (traced.TakesClientSpan)
            {
                Replace(span, traced);
            }
        }
        finally
        {
            if (--depth == 0)
            {
                links = deepest;
                deepest = 0;
            }
        }
    }

    private void Replace(Activity span, TracedHeaders headers)
    {
        headers.RemoveAllContext();
        previous(span, headers);
        HeaderTableWriter writer = new(headers);
        SendSpan.Inject(span, ref writer, "rabbitmq, the client's own span");
        Describe(span, headers);
        if (!HeaderFrame.Fits(headers.Owner!, headers.MaxFrameSize))
        {
            headers.RemoveAllContext();
            InjectionSkip.Count(span, InjectionSkip.FrameSize);
        }
    }

    private static void Describe(Activity span, TracedHeaders traced)
    {
        if (span.IsAllDataRequested)
        {
            span.SetTag(MessagingAttributes.RabbitMqExchange, traced.Exchange.Length > 0 ? traced.Exchange : null);
            if (traced.Earlier is { TraceId128.IsZero: false } earlier)
            {
                span.AddLink(new ActivityLink(ActivityState.ToActivityContext(earlier)));
            }
        }
    }
}
