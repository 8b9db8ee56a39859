using System.Globalization;
using Waybill.Core.Configuration;

namespace Waybill.Core.Tracing;

/// <summary>Where the agent listens, by Datadog's variables. A value that cannot be used is told and passed over.</summary>
internal static class AgentAddress
{
    /// <summary>The scheme of a Unix domain socket.</summary>
    internal const string UnixScheme = "unix";

    /// <summary>The scheme of a named pipe of Windows, <c>npipe://./pipe/name</c>.</summary>
    internal const string PipeScheme = "npipe";

    /// <summary>Where the agent's package puts its socket.</summary>
    internal const string DefaultSocket = "/var/run/datadog/apm.socket";

    private const int DefaultPort = 8126;
    private const string PipePrefix = "npipe://./pipe/";

    /// <param name="environment">The variables.</param>
    /// <param name="exists">Whether there is a file; null looks at the disk.</param>
    internal static Uri From(EnvironmentReader environment, Func<string, bool>? exists = null)
    {
        if (environment.First("DD_TRACE_AGENT_URL") is { } text)
        {
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && IsUsable(url))
            {
                return url;
            }

            environment.Warn($"DD_TRACE_AGENT_URL is '{text}', which is no address of the form http://host:port or unix:///path; it is ignored.");
        }

        if (environment.First("DD_TRACE_PIPE_NAME") is { } pipe)
        {
            return new Uri(PipePrefix + Uri.EscapeDataString(pipe));
        }

        if (environment.First("DD_APM_RECEIVER_SOCKET") is { } socket)
        {
            if (Path.IsPathRooted(socket))
            {
                return SocketAt(socket);
            }

            environment.Warn($"DD_APM_RECEIVER_SOCKET is '{socket}', which is no path from the root; it is ignored.");
        }

        var isHostNamed = environment.First("DD_AGENT_HOST", "DD_TRACE_AGENT_HOSTNAME", "DATADOG_TRACE_AGENT_HOSTNAME", "DD_TRACE_AGENT_PORT", "DATADOG_TRACE_AGENT_PORT") is not null;
        if (!isHostNamed && (exists ?? File.Exists)(DefaultSocket))
        {
            return SocketAt(DefaultSocket);
        }

        var port = DefaultPort;
        if (environment.First("DD_TRACE_AGENT_PORT", "DATADOG_TRACE_AGENT_PORT") is { } portText
            && (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > ushort.MaxValue))
        {
            environment.Warn($"DD_TRACE_AGENT_PORT is '{portText}', which is no port from 1 to 65535; {DefaultPort} is used.");
            port = DefaultPort;
        }

        var host = environment.First("DD_AGENT_HOST", "DD_TRACE_AGENT_HOSTNAME", "DATADOG_TRACE_AGENT_HOSTNAME") ?? "127.0.0.1";
        if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
        {
            environment.Warn($"DD_AGENT_HOST is '{host}', which is no host name or address; 127.0.0.1 is used.");
            host = "127.0.0.1";
        }

        // The name localhost may resolve to ::1 first, where no agent listens: a failed attempt for each connection.
        return new UriBuilder("http", host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : host, port).Uri;
    }

    internal static bool IsUsable(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https" or UnixScheme }
        || (address is { IsAbsoluteUri: true, Scheme: PipeScheme } && PipeName(address).Length > 0);

    /// <summary>The name of the pipe; empty when the address names none.</summary>
    internal static string PipeName(Uri address) => address.OriginalString.StartsWith(PipePrefix, StringComparison.OrdinalIgnoreCase)
        ? Uri.UnescapeDataString(address.OriginalString[PipePrefix.Length..])
        : "";

    private static Uri SocketAt(string path) => new("unix://" + path);
}
