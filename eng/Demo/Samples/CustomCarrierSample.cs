namespace Waybill.Demo.Samples;

/// <summary>The till asks the stock over a WebSocket.</summary>
internal sealed class CustomCarrierSample : ISample
{
    public string Project => "CustomCarrier";

    public IReadOnlyDictionary<string, int> Spans { get; } = new Dictionary<string, int>
    {
        ["till stock.ask"] = 2,
        ["stock stock.count"] = 2,
        ["till stock.reserve"] = 2,
        ["stock stock.take"] = 2,
    };

    public async Task RunAsync(SampleHost host, CancellationToken stop)
    {
        var address = await host.StartServiceAsync("stock", ["stock"], stop);
        await host.RunProgramAsync("till", ["till", address.Replace("http:", "ws:", StringComparison.Ordinal)], stop);
    }
}
