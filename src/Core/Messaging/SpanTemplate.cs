using System.Diagnostics;

namespace Waybill.Core.Messaging;

/// <summary>What is the same for every span of one operation on one destination: made once, so that a message costs no string.</summary>
/// <param name="Name">The span's name, <c>{operation} {destination}</c>.</param>
/// <param name="Kind">The span's kind.</param>
/// <param name="Attributes">Attributes that are there when a sampler decides.</param>
internal sealed record SpanTemplate(string Name, ActivityKind Kind, KeyValuePair<string, object?>[] Attributes)
{
    /// <summary>A template with the attributes that every message span has.</summary>
    /// <param name="system">One of <see cref="MessagingSystems"/>.</param>
    /// <param name="operationName">The broker's own word, such as <c>publish</c> or <c>SendMessage</c>.</param>
    /// <param name="operationType">One of <see cref="MessagingOperations"/>.</param>
    /// <param name="destination">Topic, queue, or exchange and routing key.</param>
    /// <param name="more">Attributes of this broker; those without a value are left out.</param>
    internal static SpanTemplate Create(
        string system, string operationName, string operationType, string destination, params IEnumerable<KeyValuePair<string, object?>> more) => new(
        $"{operationName} {destination}",
        operationType switch
        {
            MessagingOperations.Send => ActivityKind.Producer,
            MessagingOperations.Process => ActivityKind.Consumer,
            _ => ActivityKind.Client,
        },
        [
            new(MessagingAttributes.System, system),
            new(MessagingAttributes.OperationName, operationName),
            new(MessagingAttributes.OperationType, operationType),
            new(MessagingAttributes.DestinationName, destination),
            .. more.Where(attribute => attribute.Value is not null and not ""),
        ]);
}
