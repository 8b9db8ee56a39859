using System.Collections.Concurrent;
using System.Diagnostics;

namespace Waybill.Brokers.Tests;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Gives_exit_code_output_environment_and_directory()
    {
        var lines = new ConcurrentQueue<string>();
        await using var child = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = "sh",
            Arguments = ["-c", "echo \"$GREETING $1\"; pwd >&2; exit 7", "sh", "two words"],
            Environment = new Dictionary<string, string?> { ["GREETING"] = "hello" },
            WorkingDirectory = "/",
            OnOutput = lines.Enqueue,
        });

        Assert.Equal(7, await child.Completion.WaitAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.False(child.IsRunning);
        Assert.Equal(["/", "hello two words"], lines.Order());
        Assert.Contains("hello two words", child.OutputTail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_could_not_be_started()
    {
        await using var child = ChildProcess.Start(new ChildProcessOptions { FileName = "/waybill-no-such-program" });

        Assert.Equal(127, await child.Completion.WaitAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.Contains("waybill-no-such-program", child.OutputTail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_asks_before_it_kills()
    {
        using var traces = new Traces();
        await using var child = Shell("trap 'echo asked; exit 3' TERM; echo up; while :; do sleep 0.05; done");
        await OutputAsync(child, "up");

        await child.StopAsync(Deadline);

        Assert.Equal(3, await child.Completion);
        Assert.Contains("asked", child.OutputTail, StringComparison.Ordinal);
        Assert.Empty(traces.Processes);
    }

    [Fact]
    public async Task Stop_kills_what_does_not_end_and_what_it_started()
    {
        using var traces = new Traces();
        await using var child = Shell("trap '' TERM; sleep 300 & setsid sleep 300 & echo up; while :; do sleep 0.05; done");
        await OutputAsync(child, "up");
        var watch = Stopwatch.StartNew();

        await child.StopAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(128 + 9, await child.Completion);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(5));
        Assert.Empty(traces.Processes);
    }

    [Fact]
    public async Task Stop_kills_what_a_process_that_has_ended_left_behind()
    {
        using var traces = new Traces();
        await using var child = Shell("sleep 300 & exit 0");
        Assert.Equal(0, await child.Completion.WaitAsync(Deadline, TestContext.Current.CancellationToken));

        await child.StopAsync(Deadline);
        await child.StopAsync(Deadline);

        Assert.Empty(traces.Processes);
    }

    [Fact]
    public async Task A_killed_parent_leaves_nothing()
    {
        using var traces = new Traces();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        string[] host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Program).Assembly.Location] : [];
        foreach (var argument in (string[])[.. host, Program.ParentVerb, "sh", "-c", "sleep 300 & trap '' TERM; while :; do sleep 0.1; done"])
        {
            start.ArgumentList.Add(argument);
        }

        using var parent = Process.Start(start)!;
        var childId = await parent.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.True(Directory.Exists($"/proc/{childId}"), $"process {childId} should run");

        parent.Kill();
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline, TestContext.Current.CancellationToken);

        Assert.Empty(await traces.ProcessesAfterStopAsync());
    }

    private static ChildProcess Shell(string script) => ChildProcess.Start(new ChildProcessOptions { FileName = "sh", Arguments = ["-c", script] });

    private static async Task OutputAsync(ChildProcess child, string text)
    {
        for (var attempt = 0; !child.OutputTail.Contains(text, StringComparison.Ordinal); attempt++)
        {
            Assert.True(attempt < 500, $"no '{text}' in: {child.OutputTail}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
