using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Waybill.Core;
using Waybill.Core.Tests.Support;
using Waybill.Hosting.Tests.Support;

namespace Waybill.Hosting.Tests;

/// <summary>A web application that another one calls.</summary>
public class AspNetCoreTests
{
    [Fact]
    public async Task A_request_continues_Datadogs_context_and_so_does_what_it_calls_and_logs()
    {
        await using ScriptedAgent agent = new();
        ScopedLog log = new();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddWaybill(settings => settings.AgentUri = agent.Address);
        await using var app = builder.Build();
        app.MapGet("/", async (ILogger<AspNetCoreTests> logger) =>
        {
            logger.LogInformation("in request");
            using HttpClient client = new();
            return await client.GetStringAsync(new Uri($"{app.Urls.Single()}/callee"));
        });
        app.MapGet("/callee", (Microsoft.AspNetCore.Http.HttpContext context) => context.Request.Headers["x-datadog-origin"].ToString());
        await app.StartAsync();

        using HttpClient caller = new(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using HttpRequestMessage request = new(HttpMethod.Get, app.Urls.Single());
        request.Headers.Add("x-datadog-trace-id", "1234567");
        request.Headers.Add("x-datadog-parent-id", "89");
        request.Headers.Add("x-datadog-origin", "synthetics");
        using var response = await caller.SendAsync(request);
        Assert.Equal("synthetics", await response.Content.ReadAsStringAsync());
        await app.StopAsync();

        Assert.Equal("1234567", log.ScopesOf("in request")["dd.trace_id"]);
        var spans = agent.Spans.Where(span => span.TraceId == 1234567).ToDictionary(span => span.SpanId);
        Assert.Equal(3, spans.Count); // the server's, the client's and the callee's
        var server = Assert.Single(spans.Values, span => span.ParentId == 89);
        Assert.Equal(server.SpanId.ToString(CultureInfo.InvariantCulture), log.ScopesOf("in request")["dd.span_id"]);
        Assert.Equal(app.Services.GetRequiredService<Tracer>().ExportStatistics.Accepted, agent.Spans.Count);
    }
}
