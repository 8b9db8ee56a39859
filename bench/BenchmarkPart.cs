using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks;

/// <summary>A part of the run, in a process and a results' file of its own.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Group">The name that runs it together with others.</param>
/// <param name="RunAsync">Measures; gets whether the short form is wanted.</param>
internal sealed record BenchmarkPart(string Name, string Group, Func<bool, Task<ResultTable[]>> RunAsync);
