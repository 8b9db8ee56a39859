using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Waybill.Interop.Tests.DotNet;

/// <summary>ASP.NET Core and HttpClient, with the propagator that is installed when it is made; the itinerary is the path.</summary>
internal sealed class HttpTransport : ITransport
{
    private readonly HttpClient client = new();
    private readonly WebApplication server;

    internal HttpTransport()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        server = builder.Build();
    }

    internal string Address => server.Urls.First();

    public async Task SendAsync(string destination, string body, object? headers)
    {
        using var answer = await client.GetAsync(new Uri($"{destination}/{Uri.EscapeDataString(body)}"));
        answer.EnsureSuccessStatusCode();
    }

    public async Task ReceiveAsync(string inbox, Func<string, object?, Task> handle)
    {
        server.Run(context => handle(Uri.UnescapeDataString(context.Request.Path.Value![1..]), null));
        await server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }
}
