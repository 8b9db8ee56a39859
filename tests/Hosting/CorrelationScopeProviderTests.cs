using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Waybill.Core;
using Waybill.Hosting.Tests.Support;

namespace Waybill.Hosting.Tests;

public class CorrelationScopeProviderTests
{
    [Fact]
    public async Task A_line_in_a_span_has_its_ids_and_the_service()
    {
        await using TestHost host = new(settings: settings => (settings.ServiceName, settings.Environment, settings.ServiceVersion) = ("shop", "prod", "7"));
        ISpan span;
        using (var scope = host.Tracer.StartActive("work"))
        {
            span = scope.Span;
            host.Logger.LogInformation("in span");
        }

        // Read after the end: some providers keep scopes and read them in the background.
        var scopes = host.Log.ScopesOf("in span");
        Assert.Equal(((SpanContext)span.Context).TraceId128.ToString(), scopes["dd.trace_id"]);
        Assert.Equal(span.SpanId.ToString(CultureInfo.InvariantCulture), scopes["dd.span_id"]);
        Assert.Equal(("shop", "prod", "7"), (scopes["dd.service"], scopes["dd.env"], scopes["dd.version"]));
    }

    [Fact]
    public async Task Outside_of_spans_there_are_no_ids_and_what_is_not_set_is_left_out()
    {
        await using TestHost host = new(settings: settings => settings.Environment = null);
        host.Logger.LogInformation("outside");
        Assert.Equal(["dd.service"], host.Log.ScopesOf("outside").Keys);
    }

    [Fact]
    public async Task A_trace_id_of_64_bits_is_in_decimal_digits()
    {
        await using TestHost host = new();
        using (host.Tracer.StartActive("work", new SpanCreationSettings { Parent = new SpanContext(18_000_000_000_000_000_001, 5) }))
        {
            host.Logger.LogInformation("in span");
        }

        Assert.Equal("18000000000000000001", host.Log.ScopesOf("in span")["dd.trace_id"]);
    }

    [Fact]
    public async Task Scopes_of_the_program_and_of_the_hosts_tracking_stay()
    {
        await using TestHost host = new(builder => builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.SpanId));
        using (host.Tracer.StartActive("work"))
        using (host.Logger.BeginScope(new Dictionary<string, object?> { ["order"] = 42 }))
        {
            host.Logger.LogInformation("both");
        }

        var scopes = host.Log.ScopesOf("both");
        Assert.Equal(42, scopes["order"]);
        Assert.Contains("SpanId", scopes);
        Assert.Contains("dd.span_id", scopes);
    }

    [Fact]
    public async Task As_text_it_reads_as_names_and_values()
    {
        await using TestHost host = new(settings: settings => (settings.ServiceName, settings.Environment) = ("shop", null));
        host.Logger.LogInformation("outside");
        Assert.Equal("dd.service:shop", Assert.Single(host.Log.ScopeObjectsOf("outside"))!.ToString());
        using var scope = host.Tracer.StartActive("work");
        host.Logger.LogInformation("inside");
        Assert.Matches("^dd.trace_id:[0-9a-f]{32}, dd.span_id:[0-9]+, dd.service:shop$", host.Log.ScopeObjectsOf("inside")[0]!.ToString());
    }

    [Fact]
    public async Task Each_flow_sees_its_own_span()
    {
        await using TestHost host = new();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Task.Run(async () =>
        {
            using var scope = host.Tracer.StartActive("work");
            await Task.Yield();
            host.Logger.LogInformation("line {Number}", number);
            Assert.Equal(scope.Span.SpanId.ToString(CultureInfo.InvariantCulture), host.Log.ScopesOf($"line {number}")["dd.span_id"]);
        })));
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using TestHost host = new(builder => builder.Configuration["Waybill:DD_LOGS_INJECTION"] = "false");
        host.Logger.LogInformation("outside");
        Assert.Empty(host.Log.ScopeObjectsOf("outside"));
    }

    [Fact]
    public async Task Lines_within_one_span_share_a_scope_and_allocate_nothing_for_it()
    {
        await using TestHost host = new();
        var provider = host.Services.GetRequiredService<IExternalScopeProvider>();
        using var scope = host.Tracer.StartActive("work");
        Action<object?, int> callback = static (_, _) => { };
        for (var warmUp = 0; warmUp < 100; warmUp++)
        {
            provider.ForEachScope(callback, 0);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var line = 0; line < 1000; line++)
        {
            provider.ForEachScope(callback, 0);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000); // not one object a line
    }
}
