using System.Net;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent;

/// <summary>What the command line decides, and the limits that keep the agent's memory bounded.</summary>
internal sealed record AgentOptions
{
    /// <summary>The address to listen on: loopback, unless told otherwise.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary>The TCP port; 0 takes any free one.</summary>
    public int Port { get; init; } = 8126;

    /// <summary>How much is kept; when it is exceeded, the oldest traces go.</summary>
    public StoreLimits Store { get; init; } = new();

    /// <summary>Names with a dot that the agent answers to besides addresses and names of machines; none by default.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The sampling rates that tracers are told, by <c>service:NAME,env:ENV</c>; without any, everything is kept.</summary>
    public IReadOnlyDictionary<string, double> SamplingRates { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether traces are printed as trees.</summary>
    public bool IsPrinting { get; init; }

    /// <summary>The largest request body in bytes, also once decompressed; a longer one is answered 413.</summary>
    public long MaxBodyBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>The most memory in bytes that one payload may take once decoded; more is answered 413.</summary>
    public long MaxDecodedBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>How long a request may wait for its turn, and how long its body may take to arrive.</summary>
    public TimeSpan BodyDeadline { get; init; } = TimeSpan.FromSeconds(10);
}
