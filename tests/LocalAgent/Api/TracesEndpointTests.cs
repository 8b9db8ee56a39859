using System.Net;
using System.Text.Json;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Api;

public sealed class TracesEndpointTests
{
    [Fact]
    public async Task Chunks_of_one_trace_from_several_processes_become_one_trace()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        (string, byte[]) upperHalf = ("meta", Wire.Map(("_dd.p.tid", Wire.Text("691e5f0000000000"))));
        await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(7, 1))));
        await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(8, 1)), Wire.Array(Wire.Span(7, 2), Wire.Span(7, 3, upperHalf))));

        IReadOnlyList<Trace> traces = await agent.TracesAsync();

        Assert.Equal(["691e5f00000000000000000000000007", "00000000000000000000000000000008"], traces.Select(trace => trace.TraceId));
        Assert.Equal([1ul, 2, 3], traces[0].Spans.Select(span => span.SpanId));
    }

    [Fact]
    public async Task Every_field_survives_the_json_and_64_bit_numbers_are_text()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        await agent.SendAsync(Wire.Array(Wire.Array(Samples.FullSpan())));

        using JsonDocument json = JsonDocument.Parse(await agent.Client.GetStringAsync("/api/traces"));
        JsonElement raw = json.RootElement[0].GetProperty("spans")[0];
        TraceSpan span = (await agent.TracesAsync())[0].Spans[0];

        Assert.Equal("9223372036854775809", raw.GetProperty("traceId").GetString());
        Assert.Equal("18446744073709551615", raw.GetProperty("spanId").GetString());
        Assert.Equal("18446744073709551614", raw.GetProperty("parentId").GetString());
        Assert.Equal($"{Samples.Start}", raw.GetProperty("start").GetString());
        Assert.Equal(12_000_000, raw.GetProperty("duration").GetInt64());
        Assert.Equal(("fulfilment", 0.5, "dev"), (span.Service, span.Metrics["half"], span.Meta["env"]));
        Assert.Equal(("000000000000000a000000000000000b", "boom"), (span.Links[0].TraceId, span.Events[0].Attributes["text"]));
    }

    [Fact]
    public async Task Numbers_that_json_does_not_have_do_no_harm()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(1, 2, ("metrics", Wire.Map(("nan", Wire.Float(double.NaN))))))));
        Assert.Equal(double.NaN, (await agent.TracesAsync())[0].Spans[0].Metrics["nan"]);
    }

    [Theory]
    [InlineData("691e5f00000000008000000000000001")]
    [InlineData("8000000000000001")]
    [InlineData("9223372036854775809")]
    public async Task One_trace_is_found_by_its_id(string id)
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        await agent.SendAsync(Wire.Array(Wire.Array(Samples.FullSpan()), Wire.Array(Wire.Span(5, 6))));
        string trace = await agent.Client.GetStringAsync($"/api/traces/{id}");
        Assert.StartsWith("""{"traceId":"691e5f00000000008000000000000001","spans":[{""", trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("zzzzzzzzzzzzzzzz")]
    [InlineData("1%2F2")]
    public async Task An_unknown_id_is_404(string id)
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await agent.Client.GetAsync($"/api/traces/{id}")).StatusCode);
    }
}
