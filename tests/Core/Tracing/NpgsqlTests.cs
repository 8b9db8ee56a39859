using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

/// <summary>Spans of the real driver, which asked a real server.</summary>
public sealed class NpgsqlTests
{
    [Fact]
    public async Task A_query_is_a_child_of_the_request_that_made_it()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using TestTracer tests = new();
        await using var app = await StartAppAsync(server);
        using HttpClient http = new();
        using (tests.Tracer.StartActive("job"))
        {
            Assert.Equal("5", await http.GetStringAsync(new Uri($"{app.Urls.First()}/?sql=select 2 %2B 3")));
        }

        await Eventually.BecomesTrue(() => tests.Tracer.ExportStatistics.Ended >= 4);
        var spans = await tests.FlushAsync();
        var job = spans.Single(span => span.Name == "job");
        var request = spans.Single(span => span.Type == "web");
        var query = spans.Single(span => span.Meta.GetValueOrDefault("component") == "Npgsql" && span.Resource.Contains("2 + 3", StringComparison.Ordinal));
        Assert.All(spans, span => Assert.Equal(job.TraceId, span.TraceId));
        Assert.Equal((request.SpanId, "sql", 0UL), (query.ParentId, query.Type, query.Error ?? 0));
        Assert.Equal(("postgresql.query", "postgresql", "client"), (query.Name, query.Meta["db.system.name"], query.Meta["span.kind"]));
    }

    [Fact]
    public async Task A_refused_query_is_an_error_with_the_drivers_exception()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using TestTracer tests = new();
        await using NpgsqlConnection connection = new(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new("select * from nothing", connection);
        await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync(TestContext.Current.CancellationToken));

        var query = (await tests.FlushAsync()).Single(span => span.Error == 1);
        Assert.Equal("Npgsql.PostgresException", query.Meta["error.type"]);
        Assert.Contains("\"nothing\" does not exist", query.Meta["error.message"], StringComparison.Ordinal);
        Assert.Contains("NpgsqlConnector", query.Meta["error.stack"], StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAppAsync(PostgreSqlServer server)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            await using NpgsqlConnection connection = new(server.ConnectionString);
            await connection.OpenAsync(context.RequestAborted);
            await using NpgsqlCommand command = new(context.Request.Query["sql"], connection);
            await context.Response.WriteAsync($"{await command.ExecuteScalarAsync(context.RequestAborted)}", context.RequestAborted);
        });
        await app.StartAsync();
        return app;
    }
}
