using RabbitMQ.Client;
using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.RabbitMq;

/// <summary>
/// The header table of a message that a traced channel publishes: ours to write to. Its type tells the client's own tracing, which gets
/// it through <see cref="ClientContextInjector"/>, that the message is ours.
/// </summary>
internal sealed class TracedHeaders() : Dictionary<string, object?>(DefaultSet)
{
    /// <summary>Five headers of the default formats, the client's sequence number, one more.</summary>
    private const int DefaultSet = 7;

    /// <summary>True when the caller's table had a header that our formats write.</summary>
    private bool hasContext;

    /// <summary>The context that the message had when it came to us; null when it had none, or nobody wants to know.</summary>
    internal SpanContext? Earlier { get; set; }

    /// <summary>True when the span of the client's own tracing, if it makes one, is the one to be carried.</summary>
    internal bool TakesClientSpan { get; set; }

    internal string Exchange { get; set; } = "";

    /// <summary>The properties that this is the table of.</summary>
    internal BasicProperties? Owner { get; set; }

    /// <summary>See <see cref="HeaderFrame.Fits"/>.</summary>
    internal uint MaxFrameSize { get; set; }

    /// <summary>True when the caller's table had headers.</summary>
    internal bool HasCallers { get; private set; }

    internal void CopyFrom(IDictionary<string, object?> original)
    {
        HasCallers = original.Count > 0;
        EnsureCapacity(original.Count + DefaultSet);
        foreach (var (name, value) in original)
        {
            this[name] = value;
            hasContext |= ContextHeaders.All.Contains(name);
        }
    }

    /// <summary>Takes out what an earlier context has left. Baggage is not ours alone and stays.</summary>
    internal void RemoveContext()
    {
        if (hasContext)
        {
            hasContext = false;
            RemoveAllContext();
        }
    }

    /// <summary>The same, whoever wrote it.</summary>
    internal void RemoveAllContext()
    {
        foreach (var name in ContextHeaders.All)
        {
            Remove(name);
        }
    }
}
