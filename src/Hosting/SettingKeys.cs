using System.Collections.Frozen;

namespace Waybill.Hosting;

/// <summary>The keys of the configuration section, which are the names of the settings, and the variables that mean the same.</summary>
internal static class SettingKeys
{
    internal const string GlobalTags = "GlobalTags";
    internal const string Hostname = "Hostname";
    internal const string IncludedSources = "IncludedSources";

    /// <summary>The key for each variable that a setting has.</summary>
    internal static readonly FrozenDictionary<string, string> ByVariable = new Dictionary<string, string>
    {
        ["DD_SERVICE"] = "ServiceName",
        ["DD_ENV"] = "Environment",
        ["DD_VERSION"] = "ServiceVersion",
        ["DD_TAGS"] = GlobalTags,
        ["DD_TRACE_ENABLED"] = "TraceEnabled",
        ["DD_TRACE_SAMPLING_RULES"] = "Sampling:Rules",
        ["DD_SPAN_SAMPLING_RULES"] = "Sampling:SpanRules",
        ["DD_TRACE_SAMPLE_RATE"] = "Sampling:Rate",
        ["DD_TRACE_RATE_LIMIT"] = "Sampling:RateLimit",
        ["DD_TRACE_PARTIAL_FLUSH_ENABLED"] = "IsPartialFlushEnabled",
        ["DD_TRACE_PARTIAL_FLUSH_MIN_SPANS"] = "PartialFlushMinSpans",
        ["DD_TRACE_DISABLED_ACTIVITY_SOURCES"] = "ExcludedSources",
        ["DD_TRACE_AGENT_URL"] = "AgentUri",
        ["DD_AGENT_FEATURE_POLLING_ENABLED"] = "IsAgentFeaturePollingEnabled",
        ["DD_TRACE_128_BIT_TRACEID_GENERATION_ENABLED"] = "Is128BitTraceIdGenerationEnabled",
        ["DD_TRACE_PROPAGATION_STYLE_INJECT"] = "Propagation:Inject",
        ["DD_TRACE_PROPAGATION_STYLE_EXTRACT"] = "Propagation:Extract",
        ["DD_TRACE_PROPAGATION_EXTRACT_FIRST"] = "Propagation:ExtractFirst",
        ["DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT"] = "Propagation:Behavior",
        ["DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH"] = "Propagation:MaxTagsLength",
        ["DD_TRACE_BAGGAGE_MAX_ITEMS"] = "Propagation:BaggageMaxItems",
        ["DD_TRACE_BAGGAGE_MAX_BYTES"] = "Propagation:BaggageMaxBytes",
        ["DD_TRACE_BAGGAGE_TAG_KEYS"] = "Propagation:BaggageTagKeys",
        ["DD_TRACE_BUFFER_SIZE"] = "Export:MaxPayloadBytes",
        ["WAYBILL_BUFFER_MAX_BYTES"] = "Export:MaxMemoryBytes",
        ["WAYBILL_SPOOL_DIRECTORY"] = "Export:SpoolDirectory",
        ["WAYBILL_SPOOL_MAX_BYTES"] = "Export:MaxSpoolBytes",
        ["WAYBILL_SPOOL_MAX_AGE_SECONDS"] = "Export:MaxSpoolAge",
        ["WAYBILL_SHUTDOWN_TIMEOUT_SECONDS"] = "Export:ShutdownTimeout",
    }.ToFrozenDictionary();

    private static readonly string[] VariablePrefixes = ["DD_", "OTEL_", "WAYBILL_"];

    private static readonly FrozenSet<string> Known =
        ByVariable.Values.Concat([Hostname, IncludedSources]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a path below the section means something: a setting, an item of a list, a tag, or a variable.</summary>
    internal static bool IsKnown(string path)
    {
        var end = path.LastIndexOf(':');
        return Known.Contains(path)
            || VariablePrefixes.Any(prefix => path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || (end > 0 && path[..end].Equals(GlobalTags, StringComparison.OrdinalIgnoreCase))
            || (end > 0 && Known.Contains(path[..end]) && int.TryParse(path[(end + 1)..], out _));
    }

    internal static bool IsTime(string name) =>
        name.Equals("MaxSpoolAge", StringComparison.OrdinalIgnoreCase) || name.Equals("ShutdownTimeout", StringComparison.OrdinalIgnoreCase);
}
