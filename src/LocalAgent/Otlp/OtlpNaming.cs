using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Otlp;

/// <summary>
/// Gives a span of OTLP what Datadog's have and it has not: an operation name, a type, its kind as a tag, and its exception as tags.
/// The span's own name is the resource.
/// </summary>
internal static class OtlpNaming
{
    private static readonly string[] Kinds = ["", "internal", "server", "client", "producer", "consumer"];

    public static void Apply(TraceSpan span, ulong kind)
    {
        string name = kind < (ulong)Kinds.Length ? Kinds[kind] : "";
        if (name.Length > 0)
        {
            span.Meta["span.kind"] = name;
        }

        (span.Name, span.Type) = Operation(span, name.Length > 0 ? name : "internal");
        foreach (SpanEvent exception in span.Events.Where(e => e.Name == "exception"))
        {
            Copy(exception, "exception.type", span, "error.type");
            Copy(exception, "exception.message", span, "error.message");
            Copy(exception, "exception.stacktrace", span, "error.stack");
        }
    }

    private static (string Name, string Type) Operation(TraceSpan span, string kind)
    {
        if (Tag(span, "messaging.system") is { } broker)
        {
            string operation = Tag(span, "messaging.operation.name") ?? Tag(span, "messaging.operation.type") ?? Tag(span, "messaging.operation") ?? kind;
            return ($"{broker}.{operation}", "queue");
        }

        if ((Tag(span, "db.system.name") ?? Tag(span, "db.system")) is { } database)
        {
            return ($"{database}.query", "db");
        }

        if (Tag(span, "rpc.system") is { } rpc)
        {
            return ($"{rpc}.{kind}.request", "rpc");
        }

        bool isHttp = Tag(span, "http.request.method") is not null || Tag(span, "http.method") is not null;
        return (isHttp, kind) switch
        {
            (true, "server") => ("http.server.request", "web"),
            (true, _) => ("http.client.request", "http"),
            (false, "server" or "client") => ($"{kind}.request", ""),
            _ => (kind, ""),
        };
    }

    private static void Copy(SpanEvent exception, string from, TraceSpan span, string to)
    {
        if (exception.Attributes.TryGetValue(from, out string? value))
        {
            span.Meta[to] = value;
        }
    }

    private static string? Tag(TraceSpan span, string name) => span.Meta.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
