using System.Globalization;
using System.Runtime.InteropServices;

namespace Waybill.Benchmarks.Report;

/// <summary>What figures depend on.</summary>
public sealed record MachineFacts(string Processor, int Cores, int MemoryGiB, string System, string Runtime)
{
    internal static MachineFacts Here() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30)),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Processor}, {Cores} cores, {MemoryGiB} GiB; {System}; {Runtime}");

    private static string ProcessorName()
    {
        const string Facts = "/proc/cpuinfo";
        var name = File.Exists(Facts) ? File.ReadLines(Facts).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return name is null ? RuntimeInformation.ProcessArchitecture.ToString() : name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
