using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Waybill.LocalAgent.Api;

namespace Waybill.LocalAgent.Web;

/// <summary>
/// Refuses requests for a host that this agent cannot be: by DNS rebinding a web page of anybody could otherwise read all traces, because its own name
/// then leads here. Such a name has a dot; an address, a name of this machine or of a container has none.
/// </summary>
internal static class HostGuard
{
    public static void Use(IApplicationBuilder agent, AgentOptions options) => agent.Use((context, next) =>
        IsAllowed(context.Request.Host, options.AllowedHosts)
            ? next(context)
            : JsonResponse.RefuseAsync(
                context,
                StatusCodes.Status421MisdirectedRequest,
                $"the host '{context.Request.Host.Host}' is not known; start the agent with --allow-host to answer to this name"));

    /// <summary>Whether a Host header may lead here; none at all, as HTTP/1.0 allows, cannot come from a web page.</summary>
    public static bool IsAllowed(HostString header, IReadOnlyCollection<string> alsoAllowed)
    {
        string host = header.Host;
        return !host.Contains('.', StringComparison.Ordinal)
            || IPAddress.TryParse(host.Trim('[', ']'), out _)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || host.Equals("host.docker.internal", StringComparison.OrdinalIgnoreCase)
            || alsoAllowed.Contains(host, StringComparer.OrdinalIgnoreCase);
    }
}
