using System.Diagnostics;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests;

/// <summary>The agent as <c>dotnet tool</c> gets it: packed, installed from a folder, started by its command.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly string folder = Directory.CreateTempSubdirectory("waybill-tool-").FullName;

    [Fact]
    public async Task It_installs_from_a_folder_and_runs_by_its_name()
    {
        string feed = Directory.CreateDirectory(Path.Combine(folder, "feed")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "NuGet.config"),
            """<configuration><packageSources><clear /><add key="feed" value="feed" /></packageSources></configuration>""");

        await RunAsync("dotnet", "pack", Path.Combine(Repository(), "src", "LocalAgent"), "-c", Configuration(), "--no-build", "-o", feed);
        await RunAsync("dotnet", "tool", "install", "Waybill.LocalAgent", "--tool-path", Path.Combine(folder, "bin"), "--prerelease");
        string help = await RunAsync(Path.Combine(folder, "bin", "waybill-agent"), "--help");

        Assert.Equal(CommandLine.Help, help);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The tests' output is tests/LocalAgent/bin/CONFIGURATION/FRAMEWORK.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    private static string Repository()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Waybill.slnx")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new DirectoryNotFoundException($"There is no Waybill.slnx above {AppContext.BaseDirectory}.");
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Deadline);
            Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}:\n{await output}{await error}");
            return await output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
