using System.Diagnostics;
using System.Reflection;
using Waybill.Core.Configuration;
using Waybill.Core.Tracing;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core;

/// <summary>How a <see cref="Tracer"/> names its service and where it sends its spans. What is set in code goes before the environment.</summary>
public sealed class TracerSettings
{
    private const int MaxSpansInOneChunk = 65_536;

    /// <summary>
    /// Settings from the environment variables that Datadog documents; each may then be changed in code. An operator may give them to all services of a
    /// machine in <c>/etc/datadog-agent/application_monitoring.yaml</c>.
    /// </summary>
    public TracerSettings()
        : this(StableConfiguration.Around(System.Environment.GetEnvironmentVariable))
    {
    }

    /// <param name="environment">Gives a variable's value; null where it is not set.</param>
    /// <param name="warn">Takes what is said of values that cannot be used; null is <see cref="Log"/>.</param>
    /// <param name="service">The service where no variable names one; null takes the program's name.</param>
    /// <param name="env">The environment where no variable names one.</param>
    internal TracerSettings(Func<string, string?> environment, Action<string>? warn = null, string? service = null, string? env = null)
    {
        EnvironmentReader read = new(environment, warn ?? Tell);
        var tags = ServiceTags.Read(read);
        ServiceName = tags.Service ?? service ?? DefaultServiceName();
        Environment = tags.Environment ?? env;
        ServiceVersion = tags.Version;
        GlobalTags = tags.Others;
        Hostname = read.Flag("DD_TRACE_REPORT_HOSTNAME", otherwise: false) ? read.First("DD_HOSTNAME") ?? System.Environment.MachineName : null;
        TraceEnabled = read.Flag("DD_TRACE_ENABLED", otherwise: true);
        Sampling = new SamplingSettings(read);
        IsPartialFlushEnabled = read.Flag("DD_TRACE_PARTIAL_FLUSH_ENABLED", otherwise: true);
        PartialFlushMinSpans = read.Number("DD_TRACE_PARTIAL_FLUSH_MIN_SPANS", 1, int.MaxValue, OpenTraces.PartialFlushSpans);
        ExcludedSources =
        [
            .. ActivitySources.ExcludedByDefault,
            .. (read.First("DD_TRACE_DISABLED_ACTIVITY_SOURCES") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
        AgentUri = AgentAddress.From(read);
        IsAgentFeaturePollingEnabled = read.Flag("DD_AGENT_FEATURE_POLLING_ENABLED", otherwise: true);
        Propagation = new PropagationSettings(read);
        Export = new ExportSettings(read);
        Is128BitTraceIdGenerationEnabled = read.Flag("DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED", otherwise: true);
    }

    /// <summary>
    /// The service of every span that names no other. <c>DD_SERVICE</c>, else <c>OTEL_SERVICE_NAME</c>, else <c>service</c> of <c>DD_TAGS</c>, else the name of
    /// the program.
    /// </summary>
    public string ServiceName { get; set; }

    /// <summary>The environment, such as <c>prod</c>. <c>DD_ENV</c>; null (the default) leaves the tag <c>env</c> out.</summary>
    public string? Environment { get; set; }

    /// <summary>The service's version. <c>DD_VERSION</c>; null (the default) leaves the tag <c>version</c> out.</summary>
    public string? ServiceVersion { get; set; }

    /// <summary>
    /// Tags of every span. <c>DD_TAGS</c>, written <c>key:value,key:value</c>, else <c>OTEL_RESOURCE_ATTRIBUTES</c>; empty by default. Those named
    /// <c>service</c>, <c>env</c> and <c>version</c> (in OpenTelemetry's words <c>service.name</c>, <c>deployment.environment</c> and <c>service.version</c>) stand for
    /// the settings of that name.
    /// </summary>
    public IDictionary<string, string> GlobalTags { get; }

    /// <summary>
    /// The host that local roots tell as <c>_dd.hostname</c>; null (the default) leaves it to the agent. With <c>DD_TRACE_REPORT_HOSTNAME</c> it is
    /// <c>DD_HOSTNAME</c>, else this machine's name.
    /// </summary>
    public string? Hostname { get; set; }

    /// <summary>
    /// Whether spans are recorded and sent. <c>DD_TRACE_ENABLED</c>; true by default. Without it the program's own spans can still be made, the adapters make none,
    /// and contexts that came with a message are still passed on.
    /// </summary>
    public bool TraceEnabled { get; set; }

    /// <summary>Which traces are kept.</summary>
    public SamplingSettings Sampling { get; }

    /// <summary>
    /// Whether spans that ended are sent before their trace has ended. <c>DD_TRACE_PARTIAL_FLUSH_ENABLED</c>; true by default. Without it a trace is
    /// sent in part from 65,536 spans on all the same: memory has a bound.
    /// </summary>
    public bool IsPartialFlushEnabled { get; set; }

    /// <summary>So many spans of a trace that ended are sent although it has not. <c>DD_TRACE_PARTIAL_FLUSH_MIN_SPANS</c>; 500 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int PartialFlushMinSpans
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    }

    /// <summary>Names of the ActivitySources that are recorded, as patterns with <c>*</c> and <c>?</c>. All by default; those of Waybill need not be named.</summary>
    public IList<string> IncludedSources { get; } = ["*"];

    /// <summary>
    /// Names of ActivitySources that are not recorded; they go before <see cref="IncludedSources"/>. <c>RabbitMQ.Client.*</c>, whose spans would double the adapter's, and
    /// <c>Experimental.*</c> by default, and those of <c>DD_TRACE_DISABLED_ACTIVITY_SOURCES</c>, separated by commas.
    /// </summary>
    public IList<string> ExcludedSources { get; }

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

    /// <summary>How much memory, disk and time the way to the agent may take.</summary>
    public ExportSettings Export { get; }

    /// <summary>
    /// Whether new traces get ids of 128 bits, beginning with the time, rather than of 64. <c>DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED</c>;
    /// true by default. A program that set <see cref="Activity.TraceIdGenerator"/> itself keeps its own.
    /// </summary>
    public bool Is128BitTraceIdGenerationEnabled { get; set; }

    /// <summary>Takes the few lines that the tracer has to say, such as spans that were lost. Standard error by default.</summary>
    public Action<string> Log { get; set; } = WriteToStandardError;

    /// <summary>Settings from the environment; the same as the constructor.</summary>
    public static TracerSettings FromDefaultSources() => new();

    /// <summary>What the agent says about sampling: the sender writes it, the sampler reads it.</summary>
    internal AgentRates AgentRates { get; } = new();

    /// <summary>The number of ended spans from which an open trace is sent in part.</summary>
    internal int PartialFlushSpans => Math.Min(IsPartialFlushEnabled ? PartialFlushMinSpans : int.MaxValue, MaxSpansInOneChunk);

    /// <summary>Logs a line. A log that throws must not end the sending of spans.</summary>
    internal void Tell(string message) => Tell(Log, message);

    /// <summary>Says a line where there is no tracer and so no log.</summary>
    internal static void TellStandardError(string message) => Tell(WriteToStandardError, message);

    private static void WriteToStandardError(string message) => Console.Error.WriteLine("waybill: " + message);

    private static void Tell(Action<string> log, string message)
    {
        try
        {
            log(message);
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
