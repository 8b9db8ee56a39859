using Waybill.Core.Configuration;

namespace Waybill.Core.Tracing;

/// <summary>Which ActivitySources a tracer listens to, by patterns of their names.</summary>
internal sealed class ActivitySources(IEnumerable<string> included, IEnumerable<string> excluded)
{
    /// <summary>
    /// RabbitMQ.Client's own spans would double the adapter's and put a second parent into each message; .NET's experimental
    /// sources describe sockets and name look-ups.
    /// </summary>
    internal static readonly string[] ExcludedByDefault = ["RabbitMQ.Client.*", "Experimental.*"];

    private readonly string[] included = [.. included];
    private readonly string[] excluded = [.. excluded];

    internal static ActivitySources Default { get; } = new(["*"], ExcludedByDefault);

    /// <summary>Asked once for each source.</summary>
    internal bool IsWanted(string source) => !IsAny(excluded, source) && (IsOurs(source) || IsAny(included, source));

    /// <summary>Those of the tracer and the adapters: a list of other libraries need not name them.</summary>
    private static bool IsOurs(string source) => source == "Waybill" || source.StartsWith("Waybill.", StringComparison.Ordinal);

    private static bool IsAny(string[] patterns, string source) => Array.Exists(patterns, pattern => Glob.IsMatch(pattern, source));
}
