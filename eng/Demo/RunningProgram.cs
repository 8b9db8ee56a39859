using Waybill.Brokers;

namespace Waybill.Demo;

/// <summary>A program of this repository in a process of its own, with what it said.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(15);

    private readonly List<string> output = [];
    private readonly Action<string> onLine;
    private readonly ChildProcess process;

    private RunningProgram(string name, string assembly, string[] arguments, Dictionary<string, string?> environment, Action<string> onLine)
    {
        Name = name;
        this.onLine = onLine;
        process = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = "dotnet",
            Arguments = [assembly, .. arguments],
            WorkingDirectory = Path.GetDirectoryName(assembly),
            Environment = environment,
            OnOutput = OnOutput,
        });
    }

    public string Name { get; }

    /// <summary>The lines that the process wrote so far.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (output)
            {
                return [.. output];
            }
        }
    }

    /// <summary>Starts a program and waits until it says that it can take work.</summary>
    /// <returns>The process, and the rest of the line by which it said so.</returns>
    /// <exception cref="ProgramException">It ended or was not ready in time.</exception>
    public static async Task<(RunningProgram Process, string Ready)> StartAsync(
        string name, string assembly, string[] arguments, string readyPrefix, Dictionary<string, string?> environment, CancellationToken stop)
    {
        TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RunningProgram started = new(name, assembly, arguments, environment, line =>
        {
            if (line.StartsWith(readyPrefix, StringComparison.Ordinal))
            {
                ready.TrySetResult(line[readyPrefix.Length..].Trim());
            }
        });
        try
        {
            await Task.WhenAny(ready.Task, started.process.Completion).WaitAsync(ReadyDeadline, stop);
            return ready.Task.IsCompleted
                ? (started, await ready.Task)
                : throw new ProgramException($"{name} ended before it was ready. It said:\n{started.process.OutputTail}");
        }
        catch (TimeoutException)
        {
            await started.DisposeAsync();
            throw new ProgramException($"{name} was not ready after {ReadyDeadline.TotalSeconds} s. It said:\n{started.process.OutputTail}");
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program that ends by itself, and hands on what it says.</summary>
    /// <exception cref="ProgramException">It did not end in two minutes, or with another exit code than 0.</exception>
    public static async Task RunAsync(
        string name, string assembly, string[] arguments, Dictionary<string, string?> environment, Action<string> onLine, CancellationToken stop)
    {
        await using RunningProgram running = new(name, assembly, arguments, environment, onLine);
        try
        {
            if (await running.process.Completion.WaitAsync(EndDeadline, stop) is not 0 and var exitCode)
            {
                throw new ProgramException($"{name} ended with exit code {exitCode}.");
            }
        }
        catch (TimeoutException)
        {
            throw new ProgramException($"{name} did not end in {EndDeadline.TotalSeconds} s.");
        }
    }

    /// <exception cref="ProgramException">The process has ended.</exception>
    public void EnsureRunning()
    {
        if (!process.IsRunning)
        {
            throw new ProgramException($"{Name} ended too early. It said:\n{process.OutputTail}");
        }
    }

    public Task StopAsync() => process.StopAsync(StopDeadline);

    public async ValueTask DisposeAsync() => await StopAsync();

    private void OnOutput(string line)
    {
        lock (output)
        {
            output.Add(line);
        }

        onLine(line);
    }
}
