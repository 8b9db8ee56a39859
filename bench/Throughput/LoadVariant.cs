namespace Waybill.Benchmarks.Throughput;

/// <summary>One way to do the same.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="MeasureAsync">Does it for one round.</param>
/// <param name="Against">The name of the variant whose rate it is compared with; null for none.</param>
internal sealed record LoadVariant(string Name, Func<Task<LoadFigures>> MeasureAsync, string? Against = null);
