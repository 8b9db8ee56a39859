using System.IO.Compression;
using System.Net;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Intake;

public sealed class OtherVersionsTests
{
    private static readonly byte[] V05 = Wire.Array(
        Wire.Array(Wire.Text(""), Wire.Text("shop"), Wire.Text("web.request"), Wire.Text("GET /"), Wire.Text("env"), Wire.Text("dev"), Wire.Text("web")),
        Wire.Array(Wire.Array(Wire.Array(
            [1], [2], [3], Wire.Uint(9), Wire.Uint(8), Wire.Uint(7), Wire.Int(100), Wire.Int(5), [1],
            [0x81, 4, 5], [0x81, 4, .. Wire.Float(0.5)], [6]))));

    private static readonly byte[] V07 = Wire.Map(
        ("language_name", Wire.Text("x")),
        ("chunks", Wire.Array(Wire.Map(
            ("priority", [2]), ("origin", Wire.Text("rum")), ("spans", Wire.Array(Wire.Span(1, 2), Wire.Span(1, 3))), ("tags", Wire.Map(("_dd.p.dm", Wire.Text("-4"))))))));

    [Fact]
    public async Task Version_0_5_reads_its_texts_by_index()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await agent.SendAsync(V05, path: "/v0.5/traces")).StatusCode);
        TraceSpan span = Assert.Single(Assert.Single(await agent.TracesAsync()).Spans);
        Assert.Equal(("shop", "web.request", "GET /", "web", "dev", 0.5), (span.Service, span.Name, span.Resource, span.Type, span.Meta["env"], span.Metrics["env"]));
        Assert.Equal((9ul, 8ul, 7ul, 100L, 5L, 1), (span.TraceId, span.SpanId, span.ParentId, span.Start, span.Duration, span.Error));
    }

    [Fact]
    public async Task Version_0_5_refuses_an_index_that_is_not_there()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        byte[] changed = [.. V05];
        changed[^1] = 99;
        HttpResponseMessage answer = await agent.SendAsync(changed, path: "/v0.5/traces");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("text 99 of 7", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_0_7_gives_what_belongs_to_a_chunk_to_its_first_span()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await agent.SendAsync(V07, path: "/v0.7/traces")).StatusCode);
        IReadOnlyList<TraceSpan> spans = Assert.Single(await agent.TracesAsync()).Spans;
        Assert.Equal((2, "rum", "-4"), (spans[0].Metrics["_sampling_priority_v1"], spans[0].Meta["_dd.origin"], spans[0].Meta["_dd.p.dm"]));
        Assert.Empty(spans[1].Meta);
    }

    [Theory]
    [InlineData(1000, HttpStatusCode.OK)]
    [InlineData(2_000_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_compressed_body_is_limited_by_what_is_in_it(int letters, HttpStatusCode expected)
    {
        await using RunningAgent agent = await RunningAgent.StartAsync(new AgentOptions { MaxBodyBytes = 1_000_000 });
        using var content = new ByteArrayContent(Gzip(Wire.Array(Wire.Array(Wire.Span(1, 2, ("name", Wire.Text(new string('x', letters))))))));
        content.Headers.ContentType = new("application/msgpack");
        content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(expected, (await agent.Client.PostAsync("/v0.4/traces", content)).StatusCode);
    }

    [Fact]
    public async Task What_is_not_compressed_though_it_says_so_is_refused_with_a_reason()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        using var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentType = new("application/msgpack");
        content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.Client.PostAsync("/v0.4/traces", content)).StatusCode);
    }

    [Theory]
    [InlineData("/v0.6/stats", 200)]
    [InlineData("/telemetry/proxy/api/v2/apmtelemetry", 202)]
    [InlineData("/v0.7/config", 200)]
    [InlineData("/nothing", 404)]
    public async Task What_else_tracers_send_is_taken_politely(string path, int expected)
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        Assert.Equal(expected, (int)(await agent.SendAsync([1, 2, 3], type: "application/json", path: path)).StatusCode);
    }

    [Fact]
    public async Task Rates_are_answered_as_configured()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync(new AgentOptions { SamplingRates = new Dictionary<string, double> { ["service:a,env:b"] = 0.25 } });
        string answer = await (await agent.SendAsync([0x90])).Content.ReadAsStringAsync();
        Assert.Equal("""{"rate_by_service":{"service:,env:":1,"service:a,env:b":0.25}}""", answer);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return buffer.ToArray();
    }
}
