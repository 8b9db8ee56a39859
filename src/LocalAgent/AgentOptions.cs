using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent;

/// <summary>What the command line decides, and the limits that keep the agent's memory bounded.</summary>
internal sealed record AgentOptions
{
    private const string Usage = "Usage: Waybill.LocalAgent [--host 127.0.0.1] [--port 8126] [--traces 1000]";

    /// <summary>The address to listen on: loopback, unless told otherwise.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0 takes any free one.</summary>
    public int Port { get; init; } = 8126;

    /// <summary>How much is kept; when it is exceeded, the oldest traces go.</summary>
    public StoreLimits Store { get; init; } = new();

    /// <summary>The largest request body in bytes; a longer one is answered 413.</summary>
    public long MaxBodyBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>The most memory in bytes that one payload may take once decoded; more is answered 413.</summary>
    public long MaxDecodedBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How long a request may wait for its turn, and how long its body may take to arrive.</summary>
    public TimeSpan BodyDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads the command line; on failure <paramref name="problem"/> is one line that says what to do.</summary>
    public static bool TryParse(string[] args, out AgentOptions options, [NotNullWhen(false)] out string? problem)
    {
        options = new AgentOptions();
        problem = null;
        for (int i = 0; i < args.Length && problem is null; i += 2)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            problem = Apply(args[i], value, ref options);
        }

        return problem is null;
    }

    private static string? Apply(string name, string? value, ref AgentOptions options)
    {
        switch (name)
        {
            case "--host" or "--port" or "--traces" when value is null:
                return $"{name} needs a value. {Usage}";
            case "--host" when IPAddress.TryParse(value == "localhost" ? "127.0.0.1" : value, out IPAddress? host):
                options = options with { Host = host };
                return null;
            case "--host":
                return $"--host '{value}' is not an IP address. Give one, such as 127.0.0.1, or 0.0.0.0 for every interface.";
            case "--port" when TryNumber(value, out int port) && port <= IPEndPoint.MaxPort:
                options = options with { Port = port };
                return null;
            case "--port":
                return $"--port '{value}' is not a port. Give a number from 1 to 65535, or 0 for any free port.";
            case "--traces" when TryNumber(value, out int traces) && traces > 0:
                options = options with { Store = options.Store with { MaxTraces = traces } };
                return null;
            case "--traces":
                return $"--traces '{value}' is not a number of traces. Give a whole number from 1 to {int.MaxValue}.";
            default:
                return $"'{name}' is not an option. {Usage}";
        }
    }

    private static bool TryNumber(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
