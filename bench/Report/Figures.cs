using System.Globalization;

namespace Waybill.Benchmarks.Report;

/// <summary>How figures are written: three digits or more, no more decimals than that takes.</summary>
internal static class Figures
{
    internal static string Text(double? figure) => figure switch
    {
        null or double.NaN => "",
        var value when value == Math.Round(value.Value) => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        var value when Math.Abs(value.Value) < 9.995 => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
        var value when Math.Abs(value.Value) < 99.95 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        var value => value.Value.ToString("N0", CultureInfo.InvariantCulture),
    };
}
