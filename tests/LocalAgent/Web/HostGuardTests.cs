using System.Net;
using Microsoft.AspNetCore.Http;
using Waybill.LocalAgent.Tests.Support;
using Waybill.LocalAgent.Web;

namespace Waybill.LocalAgent.Tests.Web;

public sealed class HostGuardTests
{
    [Theory]
    [InlineData("127.0.0.1:8126", true)]
    [InlineData("[::1]:8126", true)]
    [InlineData("localhost", true)]
    [InlineData("agent:8126", true)]
    [InlineData("waybill.localhost", true)]
    [InlineData("traces.example.org", true)]
    [InlineData("evil.example.com", false)]
    [InlineData("127.0.0.1.evil.com", false)]
    [InlineData("ai.", false)]
    public void A_name_with_a_dot_leads_here_only_if_it_was_given(string host, bool isAllowed) =>
        Assert.Equal(isAllowed, HostGuard.IsAllowed(new HostString(host), ["traces.example.org"]));

    [Theory]
    [InlineData("/")]
    [InlineData("/api/traces")]
    [InlineData("/info")]
    public async Task Every_answer_is_refused_to_other_hosts_and_forbids_scripts(string path)
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "evil.example.com" } };
        HttpResponseMessage answer = await agent.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
