using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Waybill.Hosting.Tests.Support;

/// <summary>A traced host of its own process, which never outlives the test.</summary>
internal sealed class ChildHost : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly List<JsonElement> lines = [];

    private ChildHost(Process process) => this.process = process;

    public IReadOnlyList<JsonElement> Lines => lines;

    public int ExitCode => process.ExitCode;

    /// <summary>Ends when the host has started.</summary>
    public static async Task<ChildHost> StartAsync(Uri agent, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Waybill.Hosting.Child")) { RedirectStandardOutput = true };
        start.Environment["DD_TRACE_AGENT_URL"] = agent.ToString();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        ChildHost child = new(Process.Start(start)!);
        while (await child.ReadLineAsync())
        {
            if (Message(child.lines[^1]).StartsWith("Application started", StringComparison.Ordinal))
            {
                return child;
            }
        }

        throw new InvalidOperationException($"The child has ended: {string.Join('\n', child.lines)}");
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    /// <param name="whenDraining">Called when the host has begun to stop.</param>
    public async Task TerminateAsync(Action? whenDraining = null)
    {
        const int Terminate = 15;
        Assert.Equal(0, Kill(process.Id, Terminate));
        while (await ReadLineAsync())
        {
            if (Message(lines[^1]) == "draining")
            {
                whenDraining?.Invoke();
            }
        }

        await process.WaitForExitAsync().WaitAsync(Deadline);
    }

    /// <summary>The scopes of the only line that begins so, as names and values.</summary>
    public Dictionary<string, string> ScopesOf(string message)
    {
        var line = Assert.Single(lines, line => Message(line).StartsWith(message, StringComparison.Ordinal));
        return line.GetProperty("Scopes").EnumerateArray().SelectMany(scope => scope.EnumerateObject())
            .Where(item => item.Name != "Message" && item.Name != "{OriginalFormat}")
            .ToDictionary(item => item.Name, item => item.Value.ToString());
    }

    public static string Message(JsonElement line) => line.GetProperty("Message").GetString()!;

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private async Task<bool> ReadLineAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Deadline);
        if (line is not null)
        {
            lines.Add(JsonSerializer.Deserialize<JsonElement>(line));
        }

        return line is not null;
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
