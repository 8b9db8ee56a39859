using System.Diagnostics;

namespace Waybill.Interop.Tests;

/// <summary>Finds tests/Interop/node of the checkout that this assembly was built in, and Node 20 to run it.</summary>
internal static class NodePrograms
{
    private const int OldestNode = 20;

    internal static string Folder { get; } = Find();

    /// <summary>What is not there and how to get it; null when the peers can be run.</summary>
    internal static string? Missing() =>
        NodeVersion() is not { } version ? "Node is not in PATH: install Node 20 or later to run other tracers against ours."
        : version < OldestNode ? $"Node {version} is too old for the other tracers: install Node 20 or later."
        : !Directory.Exists(Path.Combine(Folder, "node_modules", "dd-trace"))
            ? $"The other tracers are not fetched: run './build.sh test' or 'npm ci --ignore-scripts' in {Folder}."
            : null;

    private static int? NodeVersion()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            var text = node.StandardOutput.ReadToEnd();
            return node.WaitForExit(TimeSpan.FromSeconds(20)) && int.TryParse(text.TrimStart('v').Split('.')[0], out var major) ? major : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "tests", "Interop", "node");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"There is no tests/Interop/node above {AppContext.BaseDirectory}.");
    }
}
