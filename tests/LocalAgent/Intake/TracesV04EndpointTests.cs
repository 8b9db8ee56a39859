using System.Net;
using System.Net.Sockets;
using System.Text;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Intake;

public sealed class TracesV04EndpointTests
{
    private const string Head = "POST /v0.4/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/msgpack\r\n";

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task A_payload_is_taken_and_the_sampling_rates_are_answered(string method)
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();

        HttpResponseMessage answer = await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(1, 2))), method);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"rate_by_service":{"service:,env:":1}}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(2ul, Assert.Single(Assert.Single(await agent.TracesAsync()).Spans).SpanId);
    }

    [Fact]
    public async Task A_ping_is_counted_and_leaves_nothing()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await agent.SendAsync([0x90])).StatusCode);
        Assert.Equal((1, 0, 0), (await agent.CountsAsync()));
    }

    [Fact]
    public async Task A_malformed_payload_is_refused_with_a_reason_and_nothing_of_it_is_kept()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();

        HttpResponseMessage answer = await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(1, 2), [0x05])));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("trace 0, span 1: expected a map", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((0, 1, 0), (await agent.CountsAsync()));
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.SendAsync([])).StatusCode);
    }

    [Theory]
    [InlineData("application/json", null)]
    [InlineData("application/msgpack", "zstd")]
    public async Task Another_type_or_encoding_is_refused(string type, string? encoding)
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        var content = new ByteArrayContent([0x90]);
        content.Headers.ContentType = new(type);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        HttpResponseMessage answer = await agent.Client.PostAsync("/v0.4/traces", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains(encoding ?? type, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 52428801\r\n\r\n")]
    [InlineData("Content-Length: 99999999999\r\n\r\n")]
    public async Task A_body_over_50_MiB_is_refused_before_it_is_sent(string rest) =>
        Assert.StartsWith("HTTP/1.1 413", await SendRawAsync(new AgentOptions(), rest), StringComparison.Ordinal);

    [Fact]
    public async Task A_chunked_body_over_the_limit_is_refused_when_it_gets_there()
    {
        string rest = "Transfer-Encoding: chunked\r\n\r\n20\r\n" + new string('x', 32);
        string status = await SendRawAsync(new AgentOptions { MaxBodyBytes = 16 }, rest);
        Assert.StartsWith("HTTP/1.1 413", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payload_that_grows_too_large_in_memory_is_refused()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync(new AgentOptions { MaxDecodedBytes = 100 });
        HttpResponseMessage answer = await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(1, 2))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_is_given_up_and_others_get_their_turn()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync(new AgentOptions { BodyDeadline = TimeSpan.FromSeconds(1) });
        Task<string>[] stuck = [.. Enumerable.Range(0, 4).Select(_ => SendRawAsync(agent, "Content-Length: 9\r\n\r\n\x90"))];
        await Task.Delay(300);

        HttpResponseMessage answer = await agent.SendAsync([0x90]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(await Task.WhenAll(stuck), status => Assert.StartsWith("HTTP/1.1 408", status, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Clients_that_break_off_or_talk_nonsense_do_not_stop_it()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        string[] nonsense = ["\0\0\0\0", "POST /v0.4/traces HTTP/1.1\r\nContent-Len", Head + "Content-Length: 9\r\n\r\n\x90"];
        foreach (string text in nonsense)
        {
            using var client = new TcpClient(agent.Client.BaseAddress!.Host, agent.Client.BaseAddress.Port);
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));
            client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        Assert.Equal(HttpStatusCode.OK, (await agent.SendAsync([0x90])).StatusCode);
    }

    private static async Task<string> SendRawAsync(AgentOptions options, string rest)
    {
        await using RunningAgent agent = await RunningAgent.StartAsync(options);
        return await SendRawAsync(agent, rest);
    }

    private static async Task<string> SendRawAsync(RunningAgent agent, string rest)
    {
        using var client = new TcpClient(agent.Client.BaseAddress!.Host, agent.Client.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(Head + rest));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)) ?? "";
    }
}
