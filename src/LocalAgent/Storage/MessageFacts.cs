namespace Waybill.LocalAgent.Storage;

/// <summary>What a span says of the message that it sent or took.</summary>
/// <param name="System">The broker's kind, such as <c>kafka</c>.</param>
/// <param name="Destination">The topic, queue or exchange; empty if the span does not say.</param>
/// <param name="Direction">Whether it sends, takes, or does something else with the broker.</param>
/// <param name="QueueTime">How long the message waited in its broker, in milliseconds; null if the span does not say.</param>
internal sealed record MessageFacts(string System, string Destination, MessageDirection Direction, double? QueueTime);

/// <summary>Which way a message went.</summary>
internal enum MessageDirection
{
    /// <summary>Neither: an acknowledgement, a subscription.</summary>
    None,

    /// <summary>To the broker.</summary>
    Sent,

    /// <summary>From the broker.</summary>
    Taken,
}
