using System.Text;
using Waybill.Core.Export.Agent;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tests.Export.Agent;

/// <summary>Rates come with the answer; whatever its body does, the spans were accepted.</summary>
public class AgentAnswerReaderTests
{
    private const string Rates = """{"rate_by_service":{"service:a,env:":0.5}}""";

    private readonly AgentRates rates = new();

    [Fact]
    public async Task Rates_are_read()
    {
        await SendAsync(AgentStep.Respond(200, Rates));
        Assert.Equal(0.5, rates.Of("a", "")!.Rate);
    }

    [Fact]
    public async Task Rates_may_be_long_and_come_in_chunks()
    {
        var padded = Rates + new string(' ', 100_000);
        await SendAsync(Raw($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{padded.Length:x}\r\n{padded}\r\n0\r\n\r\n"));
        Assert.Equal(0.5, rates.Of("a", "")!.Rate);
    }

    [Theory]
    [InlineData("Content-Length: 0\r\n\r\n")]
    [InlineData("Content-Length: 2\r\n\r\nOK")]
    [InlineData("Content-Length: 100\r\n\r\n{\"rate_by")] // never comes to its end
    [InlineData("Content-Length: 99999999999\r\n\r\n{")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task A_body_that_cannot_be_read_changes_nothing(string rest)
    {
        await SendAsync(Raw("HTTP/1.1 200 OK\r\n" + rest));
        Assert.Null(rates.Of("a", ""));
    }

    [Fact]
    public async Task A_body_without_end_is_left()
    {
        await SendAsync(Raw($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{AgentRates.MaxBytes + 1:x}\r\n{new string(' ', AgentRates.MaxBytes + 1)}"));
        Assert.Null(rates.Of("a", ""));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(503)]
    public async Task Rates_of_a_refusal_do_not_count(int status)
    {
        await using ScriptedAgent agent = new(AgentStep.Respond(status, Rates));
        using AgentClient client = new(agent.Address, rates);
        Assert.NotEqual(AgentAnswer.Accepted, (await client.SendAsync(new PayloadPart(Samples.Payload(new PayloadPool(0), [0x90], 1), 0, 1), CancellationToken.None)).Answer);
        Assert.Null(rates.Of("a", ""));
    }

    private static AgentStep Raw(string answer) => new(Encoding.ASCII.GetBytes(answer), AgentStep.Connection.Keep, 200);

    private async Task SendAsync(AgentStep step)
    {
        await using ScriptedAgent agent = new(step);
        using AgentClient client = new(agent.Address, rates);
        var reply = await client.SendAsync(new PayloadPart(Samples.Payload(new PayloadPool(0), [0x90], 1), 0, 1), CancellationToken.None);
        Assert.True(reply.Answer == AgentAnswer.Accepted, reply.Detail);
    }
}
