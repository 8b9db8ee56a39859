namespace Waybill.Benchmarks.Throughput;

/// <summary>One way to do the same.</summary>
internal sealed record LoadVariant(string Name, Func<Task<LoadFigures>> MeasureAsync);
