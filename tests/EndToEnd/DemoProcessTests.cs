using System.Diagnostics;
using System.Runtime.InteropServices;
using Waybill.Brokers;
using Waybill.Demo;

namespace Waybill.EndToEnd.Tests;

/// <summary>The demo and a sample as a user runs them: a process that is interrupted or killed, and what stays behind.</summary>
public sealed class DemoProcessTests
{
    private const string Marker = "WAYBILL_DEMO_TEST";
    private const int Interrupted = 130;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(300)]
    [InlineData(2500)]
    [InlineData(6000)]
    [InlineData(300, "sample", "batch", "sqs")]
    [InlineData(3000, "sample", "thinker", "--broker")]
    public async Task CtrlCLeavesNoProcess(int afterMilliseconds, params string[] arguments)
    {
        var mark = Guid.NewGuid().ToString();
        using var demo = Start(mark, arguments);
        await Task.Delay(afterMilliseconds, Stop);
        Assert.SkipWhen(demo.HasExited, $"The demo ended before {afterMilliseconds} ms were over, with exit code {(demo.HasExited ? demo.ExitCode : 0)}.");

        Signal(demo, PosixSignal.SIGINT);
        await demo.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(40), Stop);

        Assert.Equal(Interrupted, demo.ExitCode);
        await AssertNothingIsLeftAsync(mark);
    }

    [Fact]
    public async Task KillingItLeavesNoProcess()
    {
        var mark = Guid.NewGuid().ToString();
        using var demo = Start(mark);
        await Task.Delay(4000, Stop);
        demo.Kill();
        await demo.WaitForExitAsync(Stop).WaitAsync(TimeSpan.FromSeconds(10), Stop);
        await AssertNothingIsLeftAsync(mark);
    }

    private static Process Start(string mark, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "What a process leaves behind is looked up in /proc.");
        return Process.Start(new ProcessStartInfo("dotnet", [BuiltProgram.Path("eng/Demo", "Waybill.Demo"), .. arguments])
        {
            Environment = { [Marker] = mark },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static void Signal(Process process, PosixSignal signal)
    {
        using var kill = Process.Start("kill", [signal == PosixSignal.SIGINT ? "-INT" : "-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Whatever the demo starts inherits its environment, and so the mark.</summary>
    private static async Task AssertNothingIsLeftAsync(string mark)
    {
        List<string> left = [];
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(5); await Task.Delay(50, Stop))
        {
            left = [.. Directory.EnumerateDirectories("/proc").Where(process => IsMarked(process, mark))];
            if (left.Count == 0)
            {
                return;
            }
        }

        Assert.Fail($"Still there: {string.Join("; ", left.Select(process => File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ')))}");
    }

    private static bool IsMarked(string process, string mark)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Contains(mark, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // not a process, no longer one, or another user's
        }
    }
}
