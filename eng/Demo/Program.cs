using System.Runtime.InteropServices;
using Spectre.Console;
using Waybill.Brokers;
using Waybill.Demo;

const int Interrupted = 130;
const int BadArguments = 2;

if (args is not ([] or ["--keep"]))
{
    await Console.Error.WriteLineAsync("demo: the only option is --keep, which leaves the local agent running until Ctrl-C.");
    return BadArguments;
}

var keeps = args.Length > 0;

using CancellationTokenSource stop = new();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

try
{
    DemoResult result;
    await using (var pipeline = await Pipeline.StartAsync(Say, stop.Token))
    {
        result = await DemoRun.RunAsync(pipeline, Say, stop.Token);
        DemoReport.Print(AnsiConsole.Console, result);
        if (keeps)
        {
            await pipeline.KeepAgentOnlyAsync();
            Say($"See the traces at {pipeline.Agent} — Ctrl-C ends the agent.");
            await Task.Delay(Timeout.Infinite, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else
        {
            Say("To see the traces as a web page: ./build.sh demo --keep");
        }
    }

    return result.Problems.Count == 0 ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Say("Stopped. Nothing is left running.");
    return Interrupted;
}
catch (Exception exception) when (exception is BrokerUnavailableException or PipelineException)
{
    await Console.Error.WriteLineAsync($"demo: {exception.Message}");
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}

static void Say(string line) => Console.WriteLine(line);
