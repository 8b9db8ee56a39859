using Waybill.Browser;
using Waybill.Brokers;
using Waybill.Demo;

const int Failed = 1;
const int BadArguments = 2;

if (args.Length is not (1 or 2) || (args.Length == 2 && !Uri.TryCreate(args[1], UriKind.Absolute, out _)))
{
    await Console.Error.WriteLineAsync("Usage: Waybill.Browser FOLDER [ADDRESS of an agent that has the demo's traces already]");
    return BadArguments;
}

if (Chromium.Missing is { } reason)
{
    await Console.Error.WriteLineAsync($"screenshots: {reason}");
    return Failed;
}

try
{
    if (args.Length == 2)
    {
        await TakeAsync(new Uri(args[1]));
        return 0;
    }

    await using var pipeline = await Pipeline.StartAsync(Console.WriteLine, CancellationToken.None);
    var result = await DemoRun.RunAsync(pipeline, Console.WriteLine, CancellationToken.None);
    await TakeAsync(pipeline.Agent);
    return result.Problems.Count == 0 ? 0 : Failed;
}
catch (Exception exception) when (exception is BrokerUnavailableException or ProgramException or Microsoft.Playwright.PlaywrightException or TimeoutException)
{
    await Console.Error.WriteLineAsync($"screenshots: {exception.Message}");
    return Failed;
}

async Task TakeAsync(Uri agent)
{
    var orders = OrderFile.Read().Orders;
    await using var browser = await Chromium.StartAsync();
    // The last order: by then everything is connected and compiled.
    await Screenshots.TakeAsync(browser, agent, args[0], orders.Last(order => order.IsValid).Id, orders.First(order => !order.IsValid).Id);
    Console.WriteLine($"The pictures are in {args[0]}.");
}
