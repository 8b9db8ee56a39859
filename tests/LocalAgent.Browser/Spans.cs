namespace Waybill.LocalAgent.Browser.Tests;

/// <summary>Payloads for the page.</summary>
internal static class Spans
{
    public const long Start = 1_763_600_000_000_000_000;

    /// <summary>A span as it goes over the wire, with times in milliseconds from <see cref="Start"/>.</summary>
    public static byte[] One(
        ulong trace, ulong id, ulong parent, string service, string name, string resource, double start, double duration,
        bool isFailed = false, params (string Name, string Value)[] tags) => Wire.Span(
            trace,
            id,
            ("parent_id", Wire.Uint(parent)),
            ("service", Wire.Text(service)),
            ("name", Wire.Text(name)),
            ("resource", Wire.Text(resource)),
            ("start", Wire.Int(Start + (long)(start * 1e6))),
            ("duration", Wire.Int((long)(duration * 1e6))),
            ("error", [isFailed ? (byte)1 : (byte)0]),
            ("meta", Wire.Map([.. tags.Select(tag => (tag.Name, Wire.Text(tag.Value)))])));

    public static byte[] Payload(params byte[][] spans) => Wire.Array(Wire.Array(spans));
}
