namespace Waybill.Demo;

/// <summary>A program that was started did not do its work; the message says which and what it said.</summary>
internal sealed class ProgramException(string message) : Exception(message);
