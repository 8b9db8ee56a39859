using System.Diagnostics;

namespace Waybill.Compose.Tests;

/// <summary>The compose command of this machine: 'docker compose', else Debian's 'docker-compose'.</summary>
internal static class ComposeCommand
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly string[][] Candidates = [["docker", "compose"], ["docker-compose"]];

    /// <summary>The command and its first arguments; null where none is installed.</summary>
    public static async Task<string[]?> FindAsync()
    {
        foreach (var candidate in Candidates)
        {
            if (await RunAsync([.. candidate, "version"]) is { ExitCode: 0 })
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Null if there is no such program.</summary>
    public static async Task<ComposeResult?> RunAsync(string[] command)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("COMPOSE_PROFILES");
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new ComposeResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

internal sealed record ComposeResult(int ExitCode, string Output, string Error);
