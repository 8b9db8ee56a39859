namespace Waybill.Conformance.Tests.Running;

/// <summary>A case asks for what Waybill has no means to do.</summary>
internal sealed class UnsupportedStepException(string message) : Exception(message);
