using System.Runtime.InteropServices;
using Waybill.Brokers;
using Waybill.Demo;
using Waybill.Demo.Samples;

const int Interrupted = 130;
const int Failed = 1;
const int BadArguments = 2;

Func<CancellationToken, Task<bool>>? command = args switch
{
    [] => stop => DemoCommand.RunAsync(keepsAgent: false, stop),
    ["--keep"] => stop => DemoCommand.RunAsync(keepsAgent: true, stop),
    ["sample", .. var which] when SampleCommand.Find(which) is { } sample => stop => SampleCommand.RunAsync(sample, stop),
    _ => null,
};
if (command is null)
{
    await Console.Error.WriteLineAsync(args is ["sample", ..] ? SampleCommand.Usage : DemoCommand.Usage);
    return BadArguments;
}

using CancellationTokenSource stop = new();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

try
{
    return await command(stop.Token) ? 0 : Failed;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped. Nothing is left running.");
    return Interrupted;
}
catch (Exception exception) when (exception is BrokerUnavailableException or ProgramException)
{
    await Console.Error.WriteLineAsync($"{(args is ["sample", ..] ? "sample" : "demo")}: {exception.Message}");
    return Failed;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
