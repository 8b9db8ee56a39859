using System.Net;

namespace Waybill.LocalAgent.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_arguments_it_is_the_usual_agent_on_loopback()
    {
        Assert.True(CommandLine.TryParse([], out AgentOptions options, out _));
        Assert.Equal(IPAddress.Loopback, options.Host);
        Assert.Equal(8126, options.Port);
        Assert.Equal(10_000, options.Store.MaxTraces);
    }

    [Fact]
    public void Arguments_come_in_any_order()
    {
        Assert.True(CommandLine.TryParse(["--traces", "5", "--port", "0", "--host", "0.0.0.0"], out AgentOptions options, out _));
        Assert.Equal((IPAddress.Any, 0, 5), (options.Host, options.Port, options.Store.MaxTraces));
        Assert.True(CommandLine.TryParse(["--host", "localhost"], out options, out _));
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
    [InlineData("--memory", "-5")]
    [InlineData("--rate", "1.5")]
    [InlineData("--rate", "a,b,c=0.5")]
    [InlineData("--rate", "-0.5")]
    [InlineData("--allow-host")]
    [InlineData("--what", "1")]
    [InlineData("8126")]
    public void A_bad_argument_is_named_in_one_line(params string[] args)
    {
        Assert.False(CommandLine.TryParse(args, out _, out string? problem));
        Assert.Contains(args[0], problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem!);
    }

    [Fact]
    public void Rates_and_hosts_may_be_repeated()
    {
        string[] args = ["--rate", "0.5", "--rate", "a=0", "--rate", "a,b=0.25", "--allow-host", "x.org", "--print", "--allow-host", "y.org", "--memory", "7"];
        Assert.True(CommandLine.TryParse(args, out AgentOptions options, out _));
        Assert.Equal(
            new Dictionary<string, double> { ["service:,env:"] = 0.5, ["service:a,env:"] = 0, ["service:a,env:b"] = 0.25 }, options.SamplingRates);
        Assert.Equal(["x.org", "y.org"], options.AllowedHosts);
        Assert.True(options.IsPrinting);
        Assert.Equal(7 << 20, options.Store.MaxBytes);
    }
}
