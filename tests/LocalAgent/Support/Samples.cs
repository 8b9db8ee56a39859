using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Tests.Support;

/// <summary>Spans and payloads that several tests use.</summary>
internal static class Samples
{
    public const long Start = 1_763_600_000_000_000_000;

    /// <summary>A span that uses every field, with keys in an unusual order and some unknown ones.</summary>
    public static byte[] FullSpan() => Wire.Map(
        ("meta", Wire.Map(("_dd.p.tid", Wire.Text("691e5f0000000000")), ("env", Wire.Bin("dev")), ("gone", Wire.Nil))),
        ("unknown", Wire.Array(Wire.Map(("deep", Wire.Array(Wire.Nil, Wire.Float(1)))))),
        ("duration", Wire.Uint(12_000_000)),
        ("start", Wire.Int(Start)),
        ("span_id", Wire.Uint(ulong.MaxValue)),
        ("parent_id", Wire.Int(-2)),
        ("trace_id", Wire.Uint(0x8000_0000_0000_0001)),
        ("error", [1]),
        ("metrics", Wire.Map(("_sampling_priority_v1", [1]), ("half", [0xca, 0x3f, 0, 0, 0]), ("minus", [0xd0, 0xff]))),
        ("name", Wire.Text("kafka.consume")),
        ("resource", Wire.Text("Consume Topic orders")),
        ("service", Wire.Text("fulfilment")),
        ("type", Wire.Nil),
        ("meta_struct", Wire.Map(("appsec", Wire.Bin("\u0001")))),
        ("span_links", Wire.Array(Wire.Map(
            ("trace_id", Wire.Uint(0xb)),
            ("trace_id_high", Wire.Uint(0xa)),
            ("span_id", Wire.Uint(7)),
            ("tracestate", Wire.Text("dd=s:1")),
            ("flags", Wire.Uint(0x80000001)),
            ("attributes", Wire.Map(("reason", Wire.Text("retry"))))))),
        ("span_events", Wire.Array(Wire.Map(
            ("name", Wire.Text("exception")),
            ("time_unix_nano", Wire.Int(Start + 5)),
            ("attributes", Wire.Map(
                ("text", Wire.Map(("type", [0]), ("string_value", Wire.Text("boom")))),
                ("flag", Wire.Map(("type", [1]), ("bool_value", [0xc3]))),
                ("count", Wire.Map(("type", [2]), ("int_value", Wire.Int(-3)))),
                ("ratio", Wire.Map(("type", [3]), ("double_value", Wire.Float(0.5)))),
                ("list", Wire.Map(("type", [4]), ("array_value", Wire.Map(("values", Wire.Array(
                    Wire.Map(("type", [0]), ("string_value", Wire.Text("a"))),
                    Wire.Map(("type", [2]), ("int_value", [9])))))))))))))
    );

    public static TraceSpan Span(
        ulong id, ulong parent = 0, double startMs = 0, double durationMs = 1, string service = "storefront") => new()
    {
        TraceId = 1,
        SpanId = id,
        ParentId = parent,
        Service = service,
        Name = $"op{id}",
        Resource = $"resource {id}",
        Start = Start + (long)(startMs * 1e6),
        Duration = (long)(durationMs * 1e6),
    };

    /// <summary>A span as it is kept.</summary>
    public static StoredSpan Stored(TraceSpan span)
    {
        using var packer = new SpanPacker(new TextPool());
        return packer.Pack(span);
    }
}
