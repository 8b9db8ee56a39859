namespace Waybill.Benchmarks.Report;

internal enum BarKind
{
    Ours,

    /// <summary>Measured in the same run.</summary>
    Compared,

    /// <summary>Measured on another machine.</summary>
    Reference,
}
