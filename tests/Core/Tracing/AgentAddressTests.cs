using Waybill.Core.Configuration;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class AgentAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8126/")]
    [InlineData("http://agent:8126/", "DD_AGENT_HOST", "agent")]
    [InlineData("http://local_agent:8126/", "DD_AGENT_HOST", "local_agent")]
    [InlineData("http://127.0.0.1:8126/", "DD_AGENT_HOST", "LocalHost")]
    [InlineData("http://[::1]:8126/", "DD_AGENT_HOST", "::1")]
    [InlineData("http://[::1]:8126/", "DD_AGENT_HOST", "[::1]")]
    [InlineData("http://agent:9126/", "DD_TRACE_AGENT_HOSTNAME", "agent", "DD_TRACE_AGENT_PORT", " 9126 ")]
    [InlineData("http://agent:9126/", "DATADOG_TRACE_AGENT_HOSTNAME", "agent", "DATADOG_TRACE_AGENT_PORT", "9126")]
    [InlineData("http://first:1/", "DD_AGENT_HOST", "first", "DD_TRACE_AGENT_HOSTNAME", "second", "DD_TRACE_AGENT_PORT", "1")]
    [InlineData("http://url:2/", "DD_TRACE_AGENT_URL", "http://url:2", "DD_AGENT_HOST", "host", "DD_TRACE_AGENT_PORT", "1")]
    [InlineData("https://url/", "DD_TRACE_AGENT_URL", "https://url")]
    [InlineData("unix:///var/run/apm.socket", "DD_TRACE_AGENT_URL", "unix:///var/run/apm.socket")]
    [InlineData("npipe://./pipe/datadog-apm", "DD_TRACE_PIPE_NAME", "datadog-apm", "DD_APM_RECEIVER_SOCKET", "/a")]
    [InlineData("npipe://./pipe/a%20b", "DD_TRACE_AGENT_URL", "npipe://./pipe/a%20b", "DD_TRACE_PIPE_NAME", "other")]
    [InlineData("unix:///var/run/my.socket", "DD_APM_RECEIVER_SOCKET", "/var/run/my.socket", "DD_AGENT_HOST", "host")]
    [InlineData("http://127.0.0.1:9126/", "DD_TRACE_AGENT_PORT", "9126")]
    public void Comes_from_the_variables(string expected, params string[] environment)
    {
        var (address, warnings) = Read(environment);
        Assert.Equal(expected, address.Scheme == "npipe" ? address.OriginalString : address.AbsoluteUri);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(
        "http://127.0.0.1:8126/", "DD_TRACE_AGENT_URL is 'agent:8126', which is no address of the form http://host:port or unix:///path; it is ignored.",
        "DD_TRACE_AGENT_URL", "agent:8126")]
    [InlineData(
        "http://host:8126/", "DD_TRACE_AGENT_URL is '/var/run/apm', which is no address of the form http://host:port or unix:///path; it is ignored.",
        "DD_TRACE_AGENT_URL", "/var/run/apm", "DD_AGENT_HOST", "host")]
    [InlineData(
        "http://127.0.0.1:8126/", "DD_TRACE_AGENT_URL is 'http://', which is no address of the form http://host:port or unix:///path; it is ignored.",
        "DD_TRACE_AGENT_URL", "http://")]
    [InlineData("http://127.0.0.1:8126/", "DD_TRACE_AGENT_PORT is '0', which is no port from 1 to 65535; 8126 is used.", "DD_TRACE_AGENT_PORT", "0")]
    [InlineData("http://127.0.0.1:8126/", "DD_TRACE_AGENT_PORT is '65536', which is no port from 1 to 65535; 8126 is used.", "DD_TRACE_AGENT_PORT", "65536")]
    [InlineData("http://127.0.0.1:8126/", "DD_TRACE_AGENT_PORT is '-1', which is no port from 1 to 65535; 8126 is used.", "DD_TRACE_AGENT_PORT", "-1")]
    [InlineData("http://127.0.0.1:8126/", "DD_TRACE_AGENT_PORT is '99999999999', which is no port from 1 to 65535; 8126 is used.", "DD_TRACE_AGENT_PORT", "99999999999")]
    [InlineData("http://127.0.0.1:8126/", "DD_AGENT_HOST is 'a b', which is no host name or address; 127.0.0.1 is used.", "DD_AGENT_HOST", "a b")]
    [InlineData("http://127.0.0.1:8126/", "DD_AGENT_HOST is 'http://agent', which is no host name or address; 127.0.0.1 is used.", "DD_AGENT_HOST", "http://agent")]
    [InlineData("http://127.0.0.1:8126/", "DD_APM_RECEIVER_SOCKET is 'apm.socket', which is no path from the root; it is ignored.", "DD_APM_RECEIVER_SOCKET", "apm.socket")]
    [InlineData(
        "http://127.0.0.1:8126/", "DD_TRACE_AGENT_URL is 'npipe://./other/a', which is no address of the form http://host:port or unix:///path; it is ignored.",
        "DD_TRACE_AGENT_URL", "npipe://./other/a")]
    public void What_cannot_be_used_is_told_and_passed_over(string expected, string warning, params string[] environment)
    {
        var (address, warnings) = Read(environment);
        Assert.Equal(expected, address.AbsoluteUri);
        Assert.Equal([warning], warnings);
    }

    [Theory]
    [InlineData("unix:///var/run/datadog/apm.socket")]
    [InlineData("http://host:8126/", "DD_AGENT_HOST", "host")]
    [InlineData("http://127.0.0.1:9126/", "DD_TRACE_AGENT_PORT", "9126")]
    [InlineData("unix:///a", "DD_APM_RECEIVER_SOCKET", "/a")]
    public void The_packages_socket_is_used_where_nothing_is_named(string expected, params string[] environment) =>
        Assert.Equal(expected, Read(environment, path => path == "/var/run/datadog/apm.socket").Address.AbsoluteUri);

    private static (Uri Address, List<string> Warnings) Read(string[] environment, Func<string, bool>? exists = null)
    {
        var variables = environment.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        List<string> warnings = [];
        return (AgentAddress.From(new EnvironmentReader(variables.GetValueOrDefault, warnings.Add), exists ?? (_ => false)), warnings);
    }
}
