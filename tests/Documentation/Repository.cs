namespace Waybill.Documentation.Tests;

/// <summary>The checked-out repository that these tests were built in.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>README.md and docs/*.md.</summary>
    internal static IReadOnlyList<Page> Pages { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md" }.Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Order(StringComparer.Ordinal))
            .Select(file => new Page(Path.GetRelativePath(Root, Path.Combine(Root, file)))),
    ];

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Waybill.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is in no folder that has a Waybill.slnx.");
    }
}
