using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Insight;

/// <summary>
/// Draws the map from spans: a send span goes from its service to a topic or queue, and a span that takes a message goes from there to
/// its own service. A message that one service both receives and processes counts once. Other calls go from service to service.
/// </summary>
internal sealed class ServiceMapBuilder
{
    private readonly Dictionary<(string From, string To), MapEdgeBuilder> edges = [];
    private readonly Dictionary<string, (string Name, string System)> nodes = [];
    private readonly HashSet<(ulong Sender, string Service)> taken = [];

    public static ServiceMap Build(IReadOnlyList<TraceSnapshot> traces)
    {
        var builder = new ServiceMapBuilder();
        foreach (TraceSnapshot trace in traces)
        {
            builder.Add(trace);
        }

        return builder.Build(TimeWindow.Seconds(traces));
    }

    private void Add(TraceSnapshot trace)
    {
        SpanParents parents = new(trace);
        taken.Clear();
        foreach (StoredSpan span in trace.Spans)
        {
            string service = Service(span.Service);
            StoredSpan? parent = parents.Of(span);
            switch (span.Message?.Direction)
            {
                case MessageDirection.Sent:
                    Edge(service, Broker(span.Message)).Add(span.IsFailed, queueTimeMs: null);
                    break;
                case MessageDirection.Taken when IsFirst(span, parent):
                    // The name that the sender used: an exchange and its queue are one way.
                    MessageFacts place = parent?.Message is { Direction: MessageDirection.Sent } sent ? sent : span.Message;
                    Edge(Broker(place), service).Add(span.IsFailed, span.Message.QueueTime);
                    break;
                case null when parent is not null && parent.Service != span.Service:
                    Edge(Service(parent.Service), service).Add(span.IsFailed, queueTimeMs: null);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Whether the message was not counted for this service yet; a receive without a message is none.</summary>
    private bool IsFirst(StoredSpan span, StoredSpan? parent) => parent?.Message?.Direction switch
    {
        MessageDirection.Sent => taken.Add((parent.SpanId, span.Service)),
        MessageDirection.Taken => false,
        _ => span.Message!.Destination.Length > 0 && span.Message.QueueTime is not null,
    };

    private ServiceMap Build(double seconds)
    {
        MapEdge[] built = [.. edges.Select(pair => pair.Value.Build(pair.Key.From, pair.Key.To, seconds)).OrderByDescending(edge => edge.Count)];
        ILookup<string, MapEdge> incoming = built.ToLookup(edge => edge.To);
        return new ServiceMap(
            [.. nodes.Select(node => new MapNode(
                node.Key, node.Value.Name, node.Value.System, incoming[node.Key].Sum(edge => edge.Count), incoming[node.Key].Sum(edge => edge.Errors)))],
            built,
            seconds);
    }

    private string Service(string name) => Node($"service {name}", name, "");

    private string Broker(MessageFacts message) =>
        Node($"{message.System} {message.Destination}", message.Destination.Length > 0 ? message.Destination : "(unnamed)", message.System);

    private string Node(string id, string name, string system)
    {
        nodes.TryAdd(id, (name, system));
        return id;
    }

    private MapEdgeBuilder Edge(string from, string to)
    {
        if (!edges.TryGetValue((from, to), out MapEdgeBuilder? edge))
        {
            edge = new MapEdgeBuilder();
            edges.Add((from, to), edge);
        }

        return edge;
    }
}
