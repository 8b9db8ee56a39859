namespace Waybill.Core.Tracing;

/// <summary>Attributes by which a span sets what Datadog knows as a field of its own.</summary>
internal static class SpanTags
{
    internal const string OperationName = "operation.name";
    internal const string ResourceName = "resource.name";
    internal const string ServiceName = "service.name";
    internal const string SpanType = "span.type";
    internal const string ErrorType = "error.type";
}
