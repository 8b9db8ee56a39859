namespace Waybill.Packages.Tests;

/// <summary>
/// Every package of src, packed from a copy of the sources in a git repository of its own, which has a remote as one that is published
/// from. So nothing that was built before can be in a package, and nothing of the machine.
/// </summary>
public sealed class PackedSources : IAsyncLifetime
{
    internal const string Remote = "https://github.com/waybill-tests/waybill";

    private static readonly string[] Needed =
    [
        "src", "eng/package", "Directory.Build.props", "Directory.Packages.props", "NuGet.config", "global.json", ".editorconfig", ".gitignore", "README.md",
    ];

    /// <summary>No process of the build stays behind, and its language is ours.</summary>
    internal static readonly Dictionary<string, string> BuildEnvironment = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["UseSharedCompilation"] = "false",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
    };

    /// <summary>Gone after the tests.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("waybill-packages-").FullName;

    internal string Feed => Path.Combine(Folder, "source", "artifacts", "packages");

    internal string Commit { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var source = Directory.CreateDirectory(Path.Combine(Folder, "source")).FullName;
        var files = await Command.SucceedAsync(
            Repository.Folder, BuildEnvironment, "git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", .. Needed]);
        var substitutes = Directory.EnumerateFiles(Path.Combine(Repository.Folder, "eng", "feed"))
            .Select(file => Path.GetRelativePath(Repository.Folder, file));
        foreach (var file in files.Split('\n', StringSplitOptions.RemoveEmptyEntries).Concat(substitutes))
        {
            var copy = Path.Combine(source, file.Trim());
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(Repository.Folder, file.Trim()), copy);
        }

        Task<string> GitAsync(params string[] arguments) => Command.SucceedAsync(source, BuildEnvironment, "git", arguments);
        await GitAsync("init", "--quiet");
        await GitAsync("remote", "add", "origin", Remote + ".git");
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=tests", "-c", "user.email=tests@localhost", "commit", "--quiet", "--message", "As packed");
        Commit = (await GitAsync("rev-parse", "HEAD")).Trim();
        await Command.SucceedAsync(
            source, BuildEnvironment, "dotnet", "msbuild", "eng/package/pack.proj", "-restore", "-t:Pack", "-v:quiet", "-nodeReuse:false");
    }

    public ValueTask DisposeAsync()
    {
        // What git writes is read-only, which Windows does not delete.
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            File.SetAttributes(file, FileAttributes.Normal);
        }

        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
