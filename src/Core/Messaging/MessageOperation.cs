namespace Waybill.Core;

/// <summary>What a span of an adapter stands for, in the words of OpenTelemetry's messaging conventions.</summary>
/// <param name="System"><c>kafka</c>, <c>rabbitmq</c> or <c>aws_sqs</c>.</param>
/// <param name="Name">The broker's own word, such as <c>publish</c>, <c>poll</c> or <c>SendMessage</c>.</param>
/// <param name="Type"><c>create</c>, <c>send</c>, <c>receive</c>, <c>process</c> or <c>settle</c>.</param>
/// <param name="Destination">Topic, queue, or exchange and routing key as the span shows them.</param>
public readonly record struct MessageOperation(string System, string Name, string Type, string Destination);
