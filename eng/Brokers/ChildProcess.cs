using System.Diagnostics;

namespace Waybill.Brokers;

/// <summary>A process that does not outlive this one, however this one ends (kill -9 included), nor does anything that it started.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // The command takes the shell's place, in a session of its own, so its pid is also its group's id and Ctrl-C at the terminal does not
    // reach it. The subshell waits for the end of standard input, which comes when this process closes it or is gone, and then kills
    // the group. While it waits the group's id cannot be given to others. (PR_SET_PDEATHSIG would follow the starting thread's end.)
    private const string Supervisor = """
        exec 3<&0 </dev/null
        (trap '' HUP INT TERM; exec >/dev/null 2>&1; cd /; read -r _ <&3; kill -s KILL -- -$$) &
        exec "$@" 3<&-
        """;

    private static readonly TimeSpan KillDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DrainDeadline = TimeSpan.FromSeconds(1);

    private readonly Process process;
    private readonly Action<string>? onOutput;
    private readonly OutputTail tail = new();
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Task? stop;

    private ChildProcess(Process process, ChildProcessOptions options)
    {
        this.process = process;
        onOutput = options.OnOutput;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => exited.TrySetResult(process.ExitCode);
        process.Start();
        Id = process.Id;
        Completion = CompleteAsync(Task.WhenAll(PumpAsync(process.StandardOutput), PumpAsync(process.StandardError)));
    }

    public int Id { get; }

    public bool IsRunning => !exited.Task.IsCompleted;

    /// <summary>Done with the exit code when the process has ended and its output is read; 128 + n after signal n.</summary>
    public Task<int> Completion { get; }

    /// <summary>The last lines of standard output and standard error.</summary>
    public string OutputTail => tail.ToString();

    public static ChildProcess Start(ChildProcessOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Supervisor, "sh", options.FileName, .. options.Arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(new Process { StartInfo = start }, options);
    }

    /// <summary>Asks the process to end (SIGTERM); after the deadline kills it. Then kills what it started and has left behind.</summary>
    public Task StopAsync(TimeSpan deadline)
    {
        lock (gate)
        {
            return stop ??= StopCoreAsync(deadline);
        }
    }

    /// <summary>Stops the process with a deadline of five seconds.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.FromSeconds(5));

    private async Task StopCoreAsync(TimeSpan deadline)
    {
        if (IsRunning)
        {
            UnixSignal.TerminateProcess(Id);
            await Task.WhenAny(exited.Task, Task.Delay(deadline));
        }

        if (IsRunning)
        {
            // Also finds descendants that have left the group.
            process.Kill(entireProcessTree: true);
        }

        UnixSignal.KillGroup(Id);
        process.StandardInput.Close();
        await Completion.WaitAsync(KillDeadline);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < KillDeadline && ProcessGroup.IsRunning(Id);)
        {
            await Task.Delay(5);
        }

        process.Dispose();
    }

    private async Task<int> CompleteAsync(Task outputRead)
    {
        var exitCode = await exited.Task;
        // A descendant that still holds the pipe must not hold up its parent's end.
        await Task.WhenAny(outputRead, Task.Delay(DrainDeadline));
        return exitCode;
    }

    private async Task PumpAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            tail.Add(line);
            onOutput?.Invoke(line);
        }
    }
}
