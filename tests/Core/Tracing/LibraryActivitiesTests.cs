using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

/// <summary>Activities that .NET and libraries make, on real sockets, with .NET's own propagator.</summary>
public sealed class LibraryActivitiesTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly ActivitySource Database = new("Npgsql"); // what a driver of a database does, without one

    private readonly HttpClient http = new();
    private TestTracer tests = null!;
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        tests = new TestTracer();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        await tests.DisposeAsync();
    }

    [Fact]
    public async Task AspNetCore_HttpClient_a_database_and_own_spans_land_in_one_trace()
    {
        using (tests.Tracer.StartActive("job"))
        {
            await http.GetStringAsync(new Uri($"{app.Urls.First()}/first"));
        }

        var spans = await SpansAsync(7);
        var job = spans.Single(span => span.Name == "job");
        Assert.All(spans, span => Assert.Equal(job.TraceId, span.TraceId));
        var (call, first) = Hop(spans, job);
        var query = spans.Single(span => span.Meta.GetValueOrDefault("component") == "Npgsql");
        var handler = spans.Single(span => span.Name == "handler");
        Assert.Equal((first.SpanId, first.SpanId), (query.ParentId, handler.ParentId));
        var (_, last) = Hop(spans, handler);
        Assert.NotEqual(first.SpanId, last.SpanId);
        Assert.Equal((job.SpanId, "http", "web"), (call.ParentId, call.Type, first.Type));
    }

    [Fact]
    public async Task An_exception_that_ends_a_request_is_the_server_spans_error()
    {
        using var response = await http.GetAsync(new Uri($"{app.Urls.First()}/fail"));
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var server = (await SpansAsync(2)).Single(span => span.Type == "web");
        Assert.Equal((1UL, "System.InvalidOperationException", "no stock"),
            (server.Error, server.Meta["error.type"], server.Meta.GetValueOrDefault("error.message")));
        Assert.Contains(nameof(LibraryActivitiesTests), server.Meta.GetValueOrDefault("error.stack", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_that_a_library_recorded_is_the_spans_error()
    {
        using (var query = Database.StartActivity("query"))
        {
            try
            {
                throw new TimeoutException("too late");
            }
            catch (TimeoutException exception)
            {
                query!.AddException(exception).SetStatus(ActivityStatusCode.Error, exception.Message);
            }
        }

        var span = Assert.Single(await SpansAsync(1));
        Assert.Equal((1UL, "System.TimeoutException", "too late"), (span.Error, span.Meta["error.type"], span.Meta["error.message"]));
        Assert.Contains(nameof(LibraryActivitiesTests), span.Meta["error.stack"], StringComparison.Ordinal);
    }

    private static (ReceivedSpan Client, ReceivedSpan Server) Hop(IReadOnlyList<ReceivedSpan> spans, ReceivedSpan from)
    {
        var client = spans.Single(span => span.ParentId == from.SpanId && span.Type == "http");
        return (client, spans.Single(span => span.ParentId == client.SpanId && span.Type == "web"));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/first":
                Database.StartActivity("query", ActivityKind.Client)!.Dispose();
                using (tests.Tracer.StartActive("handler"))
                {
                    await http.GetStringAsync(new Uri($"{app.Urls.First()}/last"), context.RequestAborted);
                }

                break;
            case "/fail":
                throw new InvalidOperationException("no stock");
        }
    }

    /// <summary>A server's span ends after its answer.</summary>
    private async Task<IReadOnlyList<ReceivedSpan>> SpansAsync(int count)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Deadline; await Task.Delay(20))
        {
            if (tests.Tracer.ExportStatistics is { } statistics && statistics.Ended >= count)
            {
                break;
            }
        }

        var spans = await tests.FlushAsync();
        Assert.Equal(count, spans.Count);
        return spans;
    }
}
