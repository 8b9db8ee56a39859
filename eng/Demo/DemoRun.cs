using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;

namespace Waybill.Demo;

/// <summary>Posts the orders and waits until their traces are with the agent.</summary>
internal static class DemoRun
{
    private static readonly TimeSpan TracesDeadline = TimeSpan.FromSeconds(60);

    public static async Task<DemoResult> RunAsync(Pipeline pipeline, Action<string> say, CancellationToken stop)
    {
        var file = OrderFile.Read();
        await PostAsync(pipeline.Storefront, file, stop);
        say($"Posted {file.Orders.Count} orders; waiting for their traces …");
        return await CollectAsync(pipeline, file, stop);
    }

    public static async Task PostAsync(Uri storefront, OrderFile file, CancellationToken stop)
    {
        using HttpClient http = new() { BaseAddress = storefront, Timeout = TimeSpan.FromSeconds(40) };
        foreach (var order in file.Orders)
        {
            using StringContent content = new(order.Json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            using var response = await http.PostAsync(new Uri("/orders", UriKind.Relative), content, stop);
            if (!response.IsSuccessStatusCode)
            {
                throw new ProgramException($"The storefront answered {(int)response.StatusCode} to order {order.Id}.");
            }
        }
    }

    /// <summary>Waits until every order's trace is whole, or for the deadline; then ends the services.</summary>
    public static async Task<DemoResult> CollectAsync(Pipeline pipeline, OrderFile file, CancellationToken stop)
    {
        using AgentApi agent = new(pipeline.Agent);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TracesDeadline && Problems(file, await OrdersAsync()).Count > 0;)
        {
            pipeline.EnsureRunning();
            await Task.Delay(250, stop);
        }

        var counts = await pipeline.StopServicesAsync();
        var traces = await OrdersAsync();
        var problems = Problems(file, traces);
        return new DemoResult(
            file.Orders.Count,
            file.Orders.Where(order => traces[order.Id].Any()).ToDictionary(order => order.Id, order => traces[order.Id].First()),
            file.Orders.Count - problems.Count,
            counts,
            [.. problems, .. counts.Where(count => count.Value.Dropped > 0).Select(count => $"{count.Key} lost {count.Value.Dropped} spans")]);

        async Task<ILookup<string, LocalAgent.Model.Trace>> OrdersAsync() => OrderTrace.ByOrder(await agent.TracesAsync(stop));
    }

    private static List<string> Problems(OrderFile file, ILookup<string, LocalAgent.Model.Trace> traces) =>
        [.. file.Orders.Select(order => OrderTrace.Problem(order.Id, order.IsValid, [.. traces[order.Id]])).OfType<string>()];
}
