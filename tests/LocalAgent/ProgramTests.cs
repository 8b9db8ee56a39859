using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests;

public sealed class ProgramTests
{
    private const string Ready = "Waybill agent listening on ";

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_it_at_once_with_a_request_under_way_and_nothing_else_is_printed(string signal)
    {
        using var agent = new AgentProcess("--port", "0");
        Uri address = new((await agent.ReadLineAsync())![Ready.Length..]);
        using TcpClient client = new(address.Host, address.Port);
        const string Unfinished =
            "POST /v0.4/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/msgpack\r\nContent-Length: 9\r\n\r\nx";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Unfinished));
        await Task.Delay(200);

        var clock = Stopwatch.StartNew();
        await agent.SignalAsync(signal);
        (string output, string error) = await agent.EndAsync();

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"took {clock.Elapsed}");
        Assert.Equal(0, agent.ExitCode);
        Assert.Equal("", output + error);
    }

    [Fact]
    public async Task It_takes_a_payload_and_answers_it_back()
    {
        using var agent = new AgentProcess("--port", "0");
        Uri address = new((await agent.ReadLineAsync())![Ready.Length..]);
        using var client = new HttpClient { BaseAddress = address, Timeout = AgentProcess.Deadline };
        using var payload = new ByteArrayContent(Wire.Array(Wire.Array(Samples.FullSpan())));
        payload.Headers.ContentType = new("application/msgpack");

        using HttpResponseMessage answer = await client.PutAsync("/v0.4/traces", payload);
        string traces = await client.GetStringAsync("/api/traces");

        Assert.Equal("""{"rate_by_service":{"service:,env:":1}}""", await answer.Content.ReadAsStringAsync());
        Assert.Contains("\"traceId\":\"691e5f00000000008000000000000001\"", traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_shows_a_trace_as_a_tree_and_ends_by_a_signal()
    {
        using var agent = new AgentProcess("--port", "0", "--print");
        using var client = new HttpClient { BaseAddress = new((await agent.ReadLineAsync())![Ready.Length..]), Timeout = AgentProcess.Deadline };
        using var payload = new ByteArrayContent(Wire.Array(Wire.Array(
            Wire.Span(7, 1, ("service", Wire.Text("storefront")), ("name", Wire.Text("checkout")), ("resource", Wire.Text("POST /orders")), ("start", Wire.Int(1))),
            Wire.Span(7, 2, ("parent_id", Wire.Uint(1)), ("service", Wire.Text("fulfilment")), ("name", Wire.Text("pick")), ("start", Wire.Int(2))))));
        payload.Headers.ContentType = new("application/msgpack");
        using HttpResponseMessage answer = await client.PostAsync("/v0.4/traces", payload);
        Assert.True(answer.IsSuccessStatusCode);

        List<string> lines = [];
        while (lines.LastOrDefault() != "")
        {
            lines.Add((await agent.ReadLineAsync())!.TrimEnd());
        }

        await agent.SignalAsync("TERM");
        (string output, string error) = await agent.EndAsync();

        Assert.StartsWith("Trace 00000000000000000000000000000007   2 services, 2 spans, 0 errors, ", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            [["SERVICE", "OPERATION"], ["storefront", "checkout"], ["fulfilment", "└─", "pick"]],
            lines[1..4].Select((line, row) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..(row == 2 ? 3 : 2)]));
        Assert.Equal(5, lines.Count);
        Assert.Equal("", output + error);
        Assert.Equal(0, agent.ExitCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_clear_line()
    {
        using TcpListener other = new(System.Net.IPAddress.Loopback, 0);
        other.Start();
        string port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port.ToString();

        using var agent = new AgentProcess("--port", port);
        (string output, string error) = await agent.EndAsync();

        Assert.Equal(1, agent.ExitCode);
        Assert.Equal("", output);
        Assert.StartsWith($"Cannot listen on 127.0.0.1 port {port}: Address already in use.", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Bad_arguments_are_one_line_and_exit_code_2()
    {
        using var agent = new AgentProcess("--port", "many");
        (string output, string error) = await agent.EndAsync();

        Assert.Equal(2, agent.ExitCode);
        Assert.Equal("", output);
        Assert.Equal("--port 'many' is not a port. Give a number from 1 to 65535, or 0 for any free port.", error.TrimEnd());
    }
}
