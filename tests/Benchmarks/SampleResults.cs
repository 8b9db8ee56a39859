using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks.Tests;

internal static class SampleResults
{
    internal static PartResult Part(string name = "encode", bool isQuick = false) => new(
        name,
        new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc),
        12.6,
        new MachineFacts("a processor", 2, 24, "a system", "a runtime"),
        isQuick,
        [new ResultTable("encode", "a span, encoded", ["ns", "B"], [new("Waybill", [149.5, 0]), new("Waybill, others", [1_234.5, null])])]);
}
