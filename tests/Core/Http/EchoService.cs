using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Waybill.Core.Tests.Http;

/// <summary>A service on ASP.NET Core that calls another address with HttpClient while it answers, and keeps the headers of every request.</summary>
internal sealed class EchoService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new();

    private EchoService(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public List<IHeaderDictionary> Requests { get; } = [];

    /// <summary>What the handlers saw as current baggage, in order.</summary>
    public List<Baggage> Baggage { get; } = [];

    /// <param name="next">The address that it calls; null calls none.</param>
    public static async Task<EchoService> StartAsync(Uri? next)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        EchoService service = new(builder.Build());
        service.app.Run(context => service.AnswerAsync(context, next));
        await service.app.StartAsync();
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, Uri? next)
    {
        lock (Requests)
        {
            Requests.Add(new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)));
            Baggage.Add(Core.Baggage.Current);
        }

        Debug.Assert(Activity.Current is not null, "ASP.NET Core makes an Activity while a tracer runs.");
        if (next is not null)
        {
            using var response = await http.GetAsync(next, context.RequestAborted);
        }
    }
}
