namespace Waybill.Brokers;

/// <summary>No broker is configured and none can be started here; the message says what is missing and how to get it.</summary>
public sealed class BrokerUnavailableException(string message) : Exception(message);
