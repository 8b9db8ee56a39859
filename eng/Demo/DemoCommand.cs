using Spectre.Console;

namespace Waybill.Demo;

/// <summary>Runs the pipeline over all brokers, and prints the trace of one order.</summary>
internal static class DemoCommand
{
    public const string Usage = "demo: the only option is --keep, which leaves the local agent running until Ctrl-C.";

    /// <returns>Whether all orders have the traces that they must have.</returns>
    public static async Task<bool> RunAsync(bool keepsAgent, CancellationToken stop)
    {
        await using var pipeline = await Pipeline.StartAsync(Console.WriteLine, stop);
        var result = await DemoRun.RunAsync(pipeline, Console.WriteLine, stop);
        DemoReport.Print(ReportConsole.Create(), result);
        if (keepsAgent)
        {
            await pipeline.KeepAgentOnlyAsync();
            Console.WriteLine($"See the traces at {pipeline.Agent} — Ctrl-C ends the agent.");
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else
        {
            Console.WriteLine("To see the traces as a web page: ./build.sh demo --keep");
        }

        return result.Problems.Count == 0;
    }
}
