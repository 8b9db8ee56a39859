using System.Diagnostics;
using System.Globalization;
using Waybill.Benchmarks.Report;

namespace Waybill.Benchmarks;

/// <summary>
/// Runs parts one after the other, each in a process of its own: what one has made the compiler and the collector do is not to count for the next.
/// </summary>
/// <param name="isQuick">The short form.</param>
/// <param name="folder">Where the results' files go.</param>
internal sealed class BenchmarkRun(bool isQuick, string folder)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <returns>The names of the parts that have failed.</returns>
    internal IReadOnlyList<string> Run(IReadOnlyList<BenchmarkPart> parts)
    {
        List<string> failed = [];
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < parts.Count; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed:mm\\:ss}] {i + 1} of {parts.Count}: {parts[i].Name}"));
            if (!TryRun(parts[i]))
            {
                Console.WriteLine($"{parts[i].Name} has failed: its results are those of an earlier run, if there are any.");
                failed.Add(parts[i].Name);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed:mm\\:ss}] done"));
        return failed;
    }

    private bool TryRun(BenchmarkPart part)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { ArgumentList = { "part", part.Name, folder } };
        if (isQuick)
        {
            start.ArgumentList.Add("--quick");
        }

        using var child = Process.Start(start)!;
        if (child.WaitForExit(Deadline))
        {
            return child.ExitCode == 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part.Name} did not end within {Deadline.TotalMinutes} minutes."));
        child.Kill(entireProcessTree: true);
        child.WaitForExit();
        return false;
    }
}
