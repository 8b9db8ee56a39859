namespace OrderPipeline;

/// <summary>An order that nobody can ship.</summary>
internal sealed class InvalidOrderException(string message) : Exception(message);
