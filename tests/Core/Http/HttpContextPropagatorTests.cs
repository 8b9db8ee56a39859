using System.Diagnostics;
using System.Globalization;
using Waybill.Core.Tests.Support;
using Waybill.Support;

namespace Waybill.Core.Tests.Http;

/// <summary>Two services on real sockets: whatever comes in at the first goes out at the second.</summary>
public sealed class HttpContextPropagatorTests : IAsyncLifetime
{
    private const string TraceId = "640cfd8d00000000abcdefab12345678";

    private readonly DistributedContextPropagator before = DistributedContextPropagator.Current;
    private TestTracer test = null!;
    private EchoService last = null!;
    private EchoService first = null!;

    public async ValueTask InitializeAsync()
    {
        HttpContextPropagator.Install();
        test = new TestTracer(configure: settings => settings.Propagation = new PropagationSettings
        {
            Inject = Enum.GetValues<PropagationStyle>(),
            Extract = Enum.GetValues<PropagationStyle>(),
        });
        last = await EchoService.StartAsync(next: null);
        first = await EchoService.StartAsync(last.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await last.DisposeAsync();
        await test.DisposeAsync();
        DistributedContextPropagator.Current = before;
    }

    [Theory]
    [InlineData("x-datadog-trace-id=12379814468735227512;x-datadog-parent-id=42;x-datadog-sampling-priority=2;x-datadog-tags=_dd.p.tid%640cfd8d00000000")]
    [InlineData("traceparent=00-640cfd8d00000000abcdefab12345678-000000000000002a-01;tracestate=dd%s:2")]
    [InlineData("x-b3-traceid=640cfd8d00000000abcdefab12345678;x-b3-spanid=000000000000002a;x-b3-flags=1")]
    [InlineData("b3=640cfd8d00000000abcdefab12345678-000000000000002a-d")]
    public async Task A_context_of_any_format_goes_through_in_every_format(string headers)
    {
        var spans = await CallAsync(headers);

        var server = spans.Single(span => span.Name == "aspnet_core.request" && span.ParentId == 42);
        var client = spans.Single(span => span.Name == "http.request");
        var lastServer = spans.Single(span => span.Name == "aspnet_core.request" && span.ParentId == client.SpanId);
        Assert.Equal(server.SpanId, client.ParentId);
        Assert.All([server, client, lastServer], span => Assert.Equal(0xabcdefab12345678, span.TraceId));
        Assert.Equal(2, server.Metrics["_sampling_priority_v1"]);

        var sent = last.Requests.Single();
        var parent = client.SpanId.ToString("x16", CultureInfo.InvariantCulture);
        Assert.Equal("12379814468735227512", sent["x-datadog-trace-id"]);
        Assert.Equal(client.SpanId.ToString(CultureInfo.InvariantCulture), sent["x-datadog-parent-id"]);
        Assert.Equal("2", sent["x-datadog-sampling-priority"]);
        Assert.Equal($"00-{TraceId}-{parent}-01", sent["traceparent"]);
        Assert.StartsWith($"dd=s:2;p:{parent}", sent["tracestate"].ToString(), StringComparison.Ordinal);
        Assert.Equal($"{TraceId}-{parent}-1", sent["b3"]);
        Assert.Equal(TraceId, sent["x-b3-traceid"]);
        Assert.Equal($"Root=1-{TraceId[..8]}-{TraceId[8..]};Parent={parent};Sampled=1", sent["x-amzn-trace-id"]);
    }

    [Fact]
    public async Task Diagnostics_tell_of_each_request()
    {
        using ContextLines lines = new();
        await CallAsync("b3=640cfd8d00000000abcdefab12345678-000000000000002a-1;traceparent=00-1");

        Assert.Equal(
            "extract http request: b3 counts: trace 640cfd8d00000000abcdefab12345678, span 000000000000002a, priority 1; tracecontext cannot be read: traceparent is \"00-1\"",
            lines.Of("extract")[0]);
        Assert.Equal(2, lines.Of("extract http request: ").Count);
        Assert.StartsWith("inject http request: wrote datadog, tracecontext, b3multi, b3, xray; trace 640cfd8d00000000abcdefab12345678, span ", Assert.Single(lines.Of("inject")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Origin_tags_and_the_state_of_others_go_through_as_they_came()
    {
        await CallAsync(
            $"x-datadog-trace-id=12379814468735227512;x-datadog-parent-id=42;x-datadog-sampling-priority=-1;x-datadog-origin=a~b,c;"
            + $"x-datadog-tags=_dd.p.usr.id%MTIz,_dd.p.tid%640cfd8d00000000;traceparent=00-{TraceId}-000000000000002a-00;tracestate=one%1,two%2");

        var sent = last.Requests.Single();
        Assert.Equal("-1", sent["x-datadog-sampling-priority"]);
        Assert.Equal("a~b,c", sent["x-datadog-origin"]);
        Assert.Contains("_dd.p.usr.id=MTIz", sent["x-datadog-tags"].ToString(), StringComparison.Ordinal);
        Assert.EndsWith("-00", sent["traceparent"].ToString(), StringComparison.Ordinal);
        Assert.EndsWith(",one=1,two=2", sent["tracestate"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Baggage_is_current_in_the_handler_and_goes_on()
    {
        var spans = await CallAsync("baggage=user.id%alice");
        Assert.All(spans.Where(span => span.Type == "web"), span => Assert.Equal("alice", span.Meta["baggage.user.id"]));
        await CallAsync("x-other=1");

        Assert.Equal("alice", first.Baggage[0].GetBaggage("user.id"));
        Assert.Equal("user.id=alice", last.Requests[0]["baggage"]);
        Assert.Equal(0, first.Baggage[1].Count);
        Assert.False(last.Requests[1].ContainsKey("baggage"));
    }

    [Fact]
    public async Task A_context_that_lost_is_a_link_of_the_server_span()
    {
        var spans = await CallAsync(
            "x-datadog-trace-id=12379814468735227512;x-datadog-parent-id=42;traceparent=00-11111111111111112222222222222222-3333333333333333-01");

        var link = Assert.Single(spans.Single(span => span.ParentId == 42).Links);
        Assert.Equal(0x2222222222222222UL, link["trace_id"]);
        Assert.Equal(0x3333333333333333UL, link["span_id"]);
    }

    [Fact]
    public async Task Restarted_traces_link_to_the_one_that_came_in()
    {
        Core.Propagation.PropagationDefaults.Use(new PropagationSettings { Behavior = ExtractBehavior.Restart });
        var spans = await CallAsync("x-datadog-trace-id=7;x-datadog-parent-id=42");

        // The second service does the same with what the first one sent.
        var root = Assert.Single(spans, span => span.Links.Any(link => Equals(link["trace_id"], 7UL)));
        Assert.NotEqual(7UL, root.TraceId);
        Assert.Null(root.ParentId);
    }

    [Theory]
    [InlineData("traceparent=00-00000000000000000000000000000000-0000000000000000-01;tracestate=,,,dd%;b3=0;baggage=%%%,")]
    [InlineData("x-datadog-trace-id=-1;x-datadog-parent-id=99999999999999999999999;x-amzn-trace-id=Root%")]
    public async Task Broken_headers_begin_a_new_trace(string headers)
    {
        var spans = await CallAsync(headers);
        Assert.Single(spans, span => span.ParentId is null && span.Name == "aspnet_core.request");
        Assert.Single(spans.Select(span => span.TraceId).Distinct());
    }

    /// <summary>Headers as <c>name=value</c> at semicolons; a percent sign stands for an equals sign in a value.</summary>
    private async Task<IReadOnlyList<ReceivedSpan>> CallAsync(string headers)
    {
        using SocketsHttpHandler handler = new() { ActivityHeadersPropagator = null }; // a caller with no tracing at all
        using HttpClient http = new(handler);
        using HttpRequestMessage request = new(HttpMethod.Get, first.Address);
        foreach (var pair in headers.Split(';').Aggregate(new List<string>(), Join))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(pair[..equals], pair[(equals + 1)..].Replace('%', '='));
        }

        using var response = await http.SendAsync(request);
        await Task.Delay(50); // the server's Activities end after the answer
        return await test.FlushAsync();
    }

    /// <summary>A semicolon inside a value does not begin a header.</summary>
    private static List<string> Join(List<string> pairs, string next)
    {
        if (next.Contains('=', StringComparison.Ordinal))
        {
            pairs.Add(next);
        }
        else
        {
            pairs[^1] += ";" + next;
        }

        return pairs;
    }
}
