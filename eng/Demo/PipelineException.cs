namespace Waybill.Demo;

/// <summary>A part of the pipeline did not do its work; the message says which and what it said.</summary>
internal sealed class PipelineException(string message) : Exception(message);
