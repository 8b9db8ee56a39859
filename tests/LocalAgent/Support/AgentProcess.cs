using System.Diagnostics;

namespace Waybill.LocalAgent.Tests.Support;

/// <summary>The agent as a process of its own, ended at the latest when the test ends.</summary>
internal sealed class AgentProcess : IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Process process;

    public AgentProcess(params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Waybill.LocalAgent.dll");
        process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public int ExitCode => process.ExitCode;

    public Task<string?> ReadLineAsync() => process.StandardOutput.ReadLineAsync().WaitAsync(Deadline);

    /// <summary>Waits for the end, and gives the rest of what was printed.</summary>
    public async Task<(string Out, string Error)> EndAsync()
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return (await output, await error);
    }

    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        await kill.WaitForExitAsync().WaitAsync(Deadline);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
