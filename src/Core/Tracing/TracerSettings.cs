using System.Diagnostics;
using System.Reflection;
using Waybill.Core.Configuration;
using Waybill.Core.Tracing;

namespace Waybill.Core;

/// <summary>How a <see cref="Tracer"/> names its service and where it sends its spans. What is set in code goes before the environment.</summary>
public sealed class TracerSettings
{
    /// <summary>Settings from the environment variables that Datadog documents; each may then be changed in code.</summary>
    public TracerSettings()
        : this(System.Environment.GetEnvironmentVariable)
    {
    }

    internal TracerSettings(Func<string, string?> environment)
    {
        EnvironmentReader read = new(environment, Tell);
        var tags = GlobalTagsText.Parse(read.First("DD_TAGS", "DD_TRACE_GLOBAL_TAGS"));
        tags.Remove("service", out var service);
        tags.Remove("env", out var env);
        tags.Remove("version", out var version);

        ServiceName = read.First("DD_SERVICE", "DD_SERVICE_NAME") ?? service ?? DefaultServiceName();
        Environment = read.First("DD_ENV") ?? env;
        ServiceVersion = read.First("DD_VERSION") ?? version;
        GlobalTags = tags;
        AgentUri = AgentAddress.From(read);
        IsAgentFeaturePollingEnabled = read.Flag("DD_AGENT_FEATURE_POLLING_ENABLED", otherwise: true);
        Propagation = new PropagationSettings(read);
        Is128BitTraceIdGenerationEnabled = read.Flag("DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED", otherwise: true);
    }

    /// <summary>The service of every span that names no other. <c>DD_SERVICE</c>, else the name of the program.</summary>
    public string ServiceName { get; set; }

    /// <summary>The environment, such as <c>prod</c>. <c>DD_ENV</c>; null (the default) leaves the tag <c>env</c> out.</summary>
    public string? Environment { get; set; }

    /// <summary>The service's version. <c>DD_VERSION</c>; null (the default) leaves the tag <c>version</c> out.</summary>
    public string? ServiceVersion { get; set; }

    /// <summary>Tags of every span. <c>DD_TAGS</c>, written <c>key:value,key:value</c>; empty by default.</summary>
    public IDictionary<string, string> GlobalTags { get; }

    /// <summary>
    /// Where the trace agent listens: <c>http://</c>, <c>https://</c>, <c>unix://</c> with the path of a socket, or <c>npipe://./pipe/</c> with the name of a
    /// pipe. <c>DD_TRACE_AGENT_URL</c>, else <c>DD_TRACE_PIPE_NAME</c>, else <c>DD_APM_RECEIVER_SOCKET</c>, else <c>DD_AGENT_HOST</c> and
    /// <c>DD_TRACE_AGENT_PORT</c>, else the socket /var/run/datadog/apm.socket if there is one, else http://127.0.0.1:8126.
    /// </summary>
    /// <exception cref="ArgumentException">The address has another scheme, or none.</exception>
    public Uri AgentUri
    {
        get;
        set => field = AgentAddress.IsUsable(value)
            ? value
            : throw new ArgumentException($"'{value}' is no address of an agent; give http://host:port or unix:///path.", nameof(value));
    }

    /// <summary>
    /// Whether the agent is asked every 30 seconds what it can do. <c>DD_AGENT_FEATURE_POLLING_ENABLED</c>; true by default. Without it, span events are
    /// sent in the form that every agent takes.
    /// </summary>
    public bool IsAgentFeaturePollingEnabled { get; set; }

    /// <summary>Which formats of context are written and read, and within which limits.</summary>
    public PropagationSettings Propagation { get; set; }

    /// <summary>
    /// Whether new traces get ids of 128 bits, beginning with the time, rather than of 64. <c>DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED</c>;
    /// true by default. A program that set <see cref="Activity.TraceIdGenerator"/> itself keeps its own.
    /// </summary>
    public bool Is128BitTraceIdGenerationEnabled { get; set; }

    /// <summary>Takes the few lines that the tracer has to say, such as spans that were lost. Standard error by default.</summary>
    public Action<string> Log { get; set; } = message => Console.Error.WriteLine("waybill: " + message);

    /// <summary>Settings from the environment; the same as the constructor.</summary>
    public static TracerSettings FromDefaultSources() => new();

    /// <summary>Logs a line. A log that throws must not end the sending of spans.</summary>
    internal void Tell(string message)
    {
        try
        {
            Log(message);
        }
#pragma warning disable CA1031 // The program's own code, which may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static string DefaultServiceName()
    {
        if (Assembly.GetEntryAssembly()?.GetName().Name is { Length: > 0 } assembly)
        {
            return assembly;
        }

        using var process = Process.GetCurrentProcess();
        return process.ProcessName;
    }
}
