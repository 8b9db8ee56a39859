using System.Net;

namespace Waybill.LocalAgent.Tests;

public sealed class AgentOptionsTests
{
    [Fact]
    public void Without_arguments_it_is_the_usual_agent_on_loopback()
    {
        Assert.True(AgentOptions.TryParse([], out AgentOptions options, out _));
        Assert.Equal(IPAddress.Loopback, options.Host);
        Assert.Equal(8126, options.Port);
        Assert.Equal(1000, options.Store.MaxTraces);
    }

    [Fact]
    public void Arguments_come_in_any_order()
    {
        Assert.True(AgentOptions.TryParse(["--traces", "5", "--port", "0", "--host", "0.0.0.0"], out AgentOptions options, out _));
        Assert.Equal((IPAddress.Any, 0, 5), (options.Host, options.Port, options.Store.MaxTraces));
        Assert.True(AgentOptions.TryParse(["--host", "localhost"], out options, out _));
        Assert.Equal(IPAddress.Loopback, options.Host);
    }

    [Theory]
    [InlineData("--port")]
    [InlineData("--port", "")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "65536")]
    [InlineData("--port", " 80")]
    [InlineData("--host", "example.org")]
    [InlineData("--traces", "0")]
    [InlineData("--traces", "99999999999")]
    [InlineData("--what", "1")]
    [InlineData("8126")]
    public void A_bad_argument_is_named_in_one_line(params string[] args)
    {
        Assert.False(AgentOptions.TryParse(args, out _, out string? problem));
        Assert.Contains(args[0], problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem!);
    }
}
