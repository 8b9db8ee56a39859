using System.Globalization;

namespace Waybill.Interop.Tests;

/// <summary>What a caller that the services do not know sends: a context in Datadog's and W3C's headers, written by hand from their rules.</summary>
internal static class Contexts
{
    internal const string Parent = "00000000000004d2";
    internal const string UpperHalf = "64d1a7f200000000";
    internal const string Origin = "synthetics";
    internal const string Foreign = "foreign=t61rcWkgMzE";

    /// <summary>A trace of its own for each test.</summary>
    internal static string NewTraceId() => UpperHalf + Random.Shared.NextInt64(1, long.MaxValue).ToString("x16", CultureInfo.InvariantCulture);

    internal static string Decimal(string hex) =>
        ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    internal static string Hex(string text) => ulong.Parse(text, CultureInfo.InvariantCulture).ToString("x16", CultureInfo.InvariantCulture);

    internal static Dictionary<string, string> Of(string traceId, int priority = 2)
    {
        var decision = priority > 0 ? ("_dd.p.dm=-4,", ";t.dm:-4") : ("", "");
        return new()
        {
            ["x-datadog-trace-id"] = Decimal(traceId[16..]),
            ["x-datadog-parent-id"] = Decimal(Parent),
            ["x-datadog-sampling-priority"] = $"{priority}",
            ["x-datadog-origin"] = Origin,
            ["x-datadog-tags"] = $"{decision.Item1}_dd.p.tid={traceId[..16]},_dd.p.usr.id=MTIz",
            ["traceparent"] = $"00-{traceId}-{Parent}-{(priority > 0 ? "01" : "00")}",
            ["tracestate"] = $"dd=s:{priority};o:{Origin};p:{Parent}{decision.Item2};t.usr.id:MTIz,{Foreign}",
            ["baggage"] = "user.id=alice,cart=17",
        };
    }
}
