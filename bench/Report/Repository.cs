namespace Waybill.Benchmarks.Report;

/// <summary>The files of this repository that a run writes.</summary>
internal static class Repository
{
    internal static string Results => Path.Combine(Root, "bench", "results");

    internal static string Page => Path.Combine(Root, "docs", "performance.md");

    internal static string Chart => Path.Combine(Root, "docs", "pictures", "kafka-send-path.svg");

    private static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Waybill.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not in a folder of this repository: Waybill.slnx is in none above it.");
    }
}
