using System.Globalization;
using System.Runtime.InteropServices;
using Waybill.Core;

// A program that is traced, for the tests to end in every way. Arguments: the agent's address, spans a second, how many spans (0: until it is ended), and
// "crash" to end by an exception then; or "drain" to go on at SIGTERM with ten spans more, as a host does that lets requests end.
// Settings come from the environment. It says "ready" when the first spans have ended, and its statistics when it ends by itself.
var spansPerSecond = int.Parse(args[1], CultureInfo.InvariantCulture);
var most = int.Parse(args[2], CultureInfo.InvariantCulture);
var drains = args[3] == "drain";
var isEnding = false;
using var drain = drains
    ? PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => // registered before the tracer's, so it is called after that
    {
        context.Cancel = true;
        Volatile.Write(ref isEnding, true);
    })
    : null;
var tracer = Tracer.Configure(new TracerSettings { ServiceName = "child", AgentUri = new Uri(args[0]) });

const int TicksPerSecond = 50;
var isReady = false;
for (var ended = 0; (most == 0 || ended < most) && !Volatile.Read(ref isEnding);)
{
    for (var count = 0; count < Math.Max(1, spansPerSecond / TicksPerSecond) && (most == 0 || ended < most); count++)
    {
        using var scope = tracer.StartActive("work");
        scope.Span.SetTag("text", "some text that a span may have, so that a file fills");
        ended++;
    }

    if (!isReady)
    {
        isReady = true;
        Console.WriteLine("ready");
    }

    Thread.Sleep(1000 / TicksPerSecond);
}

if (args[3] == "crash")
{
    throw new InvalidOperationException("as the test wants it");
}

for (var request = 0; isEnding && request < 10; request++)
{
    tracer.StartActive("drained").Close();
}

await tracer.DisposeAsync();
var statistics = tracer.ExportStatistics;
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{statistics.Ended} {statistics.Recovered} {statistics.Accepted} {statistics.Buffered} {statistics.Spooled} {statistics.DroppedTotal}"));
