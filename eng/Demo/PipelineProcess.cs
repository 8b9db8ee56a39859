using Waybill.Brokers;

namespace Waybill.Demo;

/// <summary>A program of this repository in a process of its own, with what it said.</summary>
internal sealed class PipelineProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> output = [];
    private readonly string readyPrefix;
    private readonly ChildProcess process;

    private PipelineProcess(string name, string assembly, string[] arguments, string readyPrefix, Dictionary<string, string?> environment)
    {
        Name = name;
        this.readyPrefix = readyPrefix;
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
    /// <exception cref="PipelineException">It ended or was not ready in time.</exception>
    public static async Task<(PipelineProcess Process, string Ready)> StartAsync(
        string name, string assembly, string[] arguments, string readyPrefix, Dictionary<string, string?> environment, CancellationToken stop)
    {
        PipelineProcess started = new(name, assembly, arguments, readyPrefix, environment);
        try
        {
            var ready = started.ready.Task;
            await Task.WhenAny(ready, started.process.Completion).WaitAsync(ReadyDeadline, stop);
            return ready.IsCompleted
                ? (started, await ready)
                : throw new PipelineException($"{name} ended before it was ready. It said:\n{started.process.OutputTail}");
        }
        catch (TimeoutException)
        {
            await started.DisposeAsync();
            throw new PipelineException($"{name} was not ready after {ReadyDeadline.TotalSeconds} s. It said:\n{started.process.OutputTail}");
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="PipelineException">The process has ended.</exception>
    public void EnsureRunning()
    {
        if (!process.IsRunning)
        {
            throw new PipelineException($"{Name} ended too early. It said:\n{process.OutputTail}");
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

        if (line.StartsWith(readyPrefix, StringComparison.Ordinal))
        {
            ready.TrySetResult(line[readyPrefix.Length..].Trim());
        }
    }
}
