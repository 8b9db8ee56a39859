namespace Waybill.LocalAgent.Intake;

/// <summary>A well-formed payload that would take too much memory.</summary>
internal sealed class PayloadTooLargeException(string message) : Exception(message);
