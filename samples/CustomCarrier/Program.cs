using CustomCarrier;
using Waybill.Core;

if (args is not (["stock"] or ["till", _]))
{
    Console.Error.WriteLine("Which service? Give stock, or till and the stock's address, such as ws://localhost:5000.");
    return 2;
}

HttpContextPropagator.Install();
await using var tracer = Tracer.Configure(new TracerSettings { ServiceName = args[0] });

await (args is ["till", var address] ? Till.RunAsync(new Uri(address)) : Stock.RunAsync());
return 0;
