namespace Waybill.LocalAgent.Insight;

/// <summary>Who talks to whom, and over which topics and queues.</summary>
/// <param name="Nodes">Services, topics and queues.</param>
/// <param name="Edges">From where the work comes to where it goes.</param>
/// <param name="Seconds">The time over which rates are reckoned.</param>
internal sealed record ServiceMap(IReadOnlyList<MapNode> Nodes, IReadOnlyList<MapEdge> Edges, double Seconds);

/// <summary>A service, or a topic or queue of a broker.</summary>
/// <param name="Id">Names it in the edges.</param>
/// <param name="Name">The service's name, or that of the topic or queue.</param>
/// <param name="System">The kind of broker; empty for a service.</param>
/// <param name="Count">How many requests or messages came to it.</param>
/// <param name="Errors">How many of them failed.</param>
internal sealed record MapNode(string Id, string Name, string System, int Count, int Errors);

/// <summary>What goes one way between two nodes.</summary>
/// <param name="From">The id of a node.</param>
/// <param name="To">The id of another.</param>
/// <param name="Count">How many requests or messages.</param>
/// <param name="Errors">How many of them failed.</param>
/// <param name="Rate">How many a second.</param>
/// <param name="QueueTime">The median of the time that messages waited, in milliseconds; null where none is known.</param>
internal sealed record MapEdge(string From, string To, int Count, int Errors, double Rate, double? QueueTime);
