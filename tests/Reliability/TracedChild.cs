using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Waybill.Reliability.Tests;

/// <summary>A traced program of its own, which the test ends as it likes, and which never outlives it.</summary>
internal sealed class TracedChild : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly Task<string> errors;

    private TracedChild(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    internal enum Signal
    {
        Interrupt = 2,
        Kill = 9,
        Terminate = 15,
    }

    /// <summary>Ends when the first spans have ended.</summary>
    public static async Task<TracedChild> StartAsync(Uri agent, string? spool, int spansPerSecond, int spans = 0, int memory = 1 << 20, int shutdownSeconds = 5, bool crashes = false, bool drains = false)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Waybill.Reliability.Child"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { agent.ToString(), Text(spansPerSecond), Text(spans), crashes ? "crash" : drains ? "drain" : "" },
            Environment =
            {
                ["WAYBILL_SPOOL_DIRECTORY"] = spool,
                ["WAYBILL_BUFFER_MAX_BYTES"] = Text(memory),
                ["WAYBILL_SHUTDOWN_TIMEOUT_SECONDS"] = Text(shutdownSeconds),
                ["DOTNET_TieredCompilation"] = "0", // spans from the first second on
            },
        };
        TracedChild child = new(Process.Start(start)!);
        var line = await child.process.StandardOutput.ReadLineAsync().WaitAsync(Deadline);
        Assert.True(line == "ready", $"'{line}' {(child.process.HasExited ? await child.errors : "")}");
        return child;
    }

    public void Send(Signal signal) => Assert.Equal(0, Kill(process.Id, (int)signal));

    public async Task EndAsync(Signal signal)
    {
        Send(signal);
        await process.WaitForExitAsync().WaitAsync(Deadline);
    }

    /// <summary>Waits until it has ended by an exception that nobody handles.</summary>
    public async Task CrashAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Deadline);
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("Unhandled exception", await errors, StringComparison.Ordinal);
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<ChildStatistics> StatisticsAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Deadline);
        await process.WaitForExitAsync().WaitAsync(Deadline);
        Assert.True(process.ExitCode == 0, await errors);
        long[] counts = [.. line!.Split(' ').Select(count => long.Parse(count, CultureInfo.InvariantCulture))];
        return new ChildStatistics(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /// <summary>What it wrote to standard error, after its end.</summary>
    public Task<string> ErrorsAsync() => errors.WaitAsync(Deadline);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
