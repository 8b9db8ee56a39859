using System.Net.Sockets;
using Waybill.Core.Export.Agent;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Agent;

public class AgentClientTests
{
    private static readonly PayloadPart Payload = new(Samples.Payload(new PayloadPool(0), [0x90], 2, 2, 1), 0, 3);

    [Fact]
    public async Task A_request_is_what_the_agent_knows_of_Datadogs_tracers()
    {
        await using ScriptedAgent agent = new();
        using AgentClient client = new(agent.Address);
        Assert.Equal(new AgentReply(AgentAnswer.Accepted, "200 Scripted"), await client.SendAsync(Payload, CancellationToken.None));

        var request = Assert.Single(agent.Requests);
        Assert.Equal("POST /v0.4/traces HTTP/1.1", request.Line);
        Assert.Equal("DD00000003909090", Convert.ToHexString(request.Body));
        Assert.Equal(("application/msgpack", "3"), (request.Headers["Content-Type"], request.Headers["X-Datadog-Trace-Count"]));
        Assert.Equal((".NET", ".NET", "1"),
            (request.Headers["Datadog-Meta-Lang"], request.Headers["Datadog-Meta-Lang-Interpreter"], request.Headers["Datadog-Client-Computed-Top-Level"]));
        Assert.Equal(Environment.Version.ToString(), request.Headers["Datadog-Meta-Lang-Version"]);
        Assert.Equal("false", request.Headers["x-datadog-tracing-enabled"]);
        var container = ContainerIdentity.Current;
        Assert.Equal(
            (container.ContainerId, container.EntityId),
            (request.Headers.GetValueOrDefault("Datadog-Container-ID"), request.Headers.GetValueOrDefault("Datadog-Entity-ID")));
        Assert.NotEqual("0", request.Headers["Datadog-Meta-Tracer-Version"]);
        Assert.DoesNotContain(request.Headers.Keys, name => name.StartsWith("trace", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(200, nameof(AgentAnswer.Accepted))]
    [InlineData(202, nameof(AgentAnswer.Accepted))]
    [InlineData(302, nameof(AgentAnswer.Rejected))]
    [InlineData(400, nameof(AgentAnswer.Rejected))]
    [InlineData(403, nameof(AgentAnswer.Rejected))]
    [InlineData(404, nameof(AgentAnswer.Rejected))]
    [InlineData(408, nameof(AgentAnswer.TryAgain))]
    [InlineData(413, nameof(AgentAnswer.TooLarge))]
    [InlineData(429, nameof(AgentAnswer.TryAgain))]
    [InlineData(500, nameof(AgentAnswer.TryAgain))]
    [InlineData(503, nameof(AgentAnswer.TryAgain))]
    public async Task The_status_decides(int status, string expected)
    {
        await using ScriptedAgent agent = new(AgentStep.Respond(status, "<html>garbage", "Location: /login\r\n"));
        using AgentClient client = new(agent.Address);
        var (answer, detail, _) = await client.SendAsync(Payload, CancellationToken.None);
        Assert.Equal((expected, $"{status} Scripted"), (answer.ToString(), detail));
        Assert.Single(agent.Requests); // no redirect is followed: a page that says "log in" took no spans
    }

    [Fact]
    public async Task An_answer_that_breaks_off_after_its_status_is_an_answer()
    {
        await using ScriptedAgent agent = new(new AgentStep("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{"u8.ToArray(), AgentStep.Connection.Close, 200));
        using AgentClient client = new(agent.Address);
        Assert.Equal(AgentAnswer.Accepted, (await client.SendAsync(Payload, CancellationToken.None)).Answer);
    }

    [Fact]
    public async Task Faults_of_the_network_are_told_and_not_thrown()
    {
        await using ScriptedAgent agent = new(AgentStep.Reset, AgentStep.ResetInBody, AgentStep.Garbage, AgentStep.HalfAnswer);
        using AgentClient client = new(agent.Address);
        for (var fault = 0; fault < 4; fault++)
        {
            var (answer, detail, _) = await client.SendAsync(Payload, CancellationToken.None);
            Assert.Equal(AgentAnswer.TryAgain, answer);
            Assert.NotEmpty(detail);
        }

        using AgentClient nobody = new(new Uri($"http://{ScriptedAgent.FreeEndPoint()}"));
        Assert.Equal(AgentAnswer.TryAgain, (await nobody.SendAsync(Payload, CancellationToken.None)).Answer);
    }

    [Fact]
    public async Task A_token_ends_an_agent_that_hangs()
    {
        await using ScriptedAgent agent = new(AgentStep.Hang);
        using AgentClient client = new(agent.Address);
        using CancellationTokenSource cancellation = new(100);
        Assert.Equal(AgentAnswer.TryAgain, (await client.SendAsync(Payload, cancellation.Token)).Answer);
    }

    [Theory]
    [InlineData("apm.socket")]
    [InlineData("with space.socket")]
    public async Task A_Unix_domain_socket_will_do(string name)
    {
        var folder = Directory.CreateTempSubdirectory("waybill");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            await using ScriptedAgent agent = new(new UnixDomainSocketEndPoint(path));
            using AgentClient client = new(new Uri("unix://" + path));
            Assert.Equal(AgentAnswer.Accepted, (await client.SendAsync(Payload, CancellationToken.None)).Answer);
            using AgentClient nobody = new(new Uri("unix://" + path + ".not-there"));
            Assert.Equal(AgentAnswer.TryAgain, (await nobody.SendAsync(Payload, CancellationToken.None)).Answer);
            using AgentClient tooLong = new(new Uri("unix://" + path + new string('a', 200)));
            Assert.Equal(AgentAnswer.TryAgain, (await tooLong.SendAsync(Payload, CancellationToken.None)).Answer);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_named_pipe_will_do()
    {
        var name = $"waybill-{Guid.NewGuid():N}";
        await using System.IO.Pipes.NamedPipeServerStream pipe = new(name, System.IO.Pipes.PipeDirection.InOut, 1, default, System.IO.Pipes.PipeOptions.Asynchronous);
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
        var served = ServeAsync();
        using AgentClient client = new(new Uri("npipe://./pipe/" + name));
        Assert.Equal(AgentAnswer.Accepted, (await client.SendAsync(Payload, deadline.Token)).Answer);
        Assert.StartsWith("POST /v0.4/traces", await served, StringComparison.Ordinal);

        using AgentClient nobody = new(new Uri("npipe://./pipe/nobody-" + name));
        Assert.Equal(AgentAnswer.TryAgain, (await nobody.SendAsync(Payload, deadline.Token)).Answer);

        async Task<string> ServeAsync()
        {
            await pipe.WaitForConnectionAsync(deadline.Token);
            var buffer = new byte[64 * 1024];
            var length = 0;
            while (!buffer.AsSpan(0, length).EndsWith((ReadOnlySpan<byte>)[0, 0, 0, 3, 0x90, 0x90, 0x90]))
            {
                length += await pipe.ReadAsync(buffer.AsMemory(length), deadline.Token);
            }

            await pipe.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), deadline.Token);
            return System.Text.Encoding.ASCII.GetString(buffer, 0, length);
        }
    }
}
