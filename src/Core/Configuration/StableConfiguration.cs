namespace Waybill.Core.Configuration;

/// <summary>
/// Settings that an operator gives to all services of a machine in the Datadog agent's folder: a file of fleet management goes before the environment
/// variables, a local one behind them.
/// </summary>
/// <remarks>
/// Of YAML only what these files consist of is read: the key <c>apm_configuration_default</c> and below it, indented, one <c>NAME: value</c> a line.
/// </remarks>
internal static class StableConfiguration
{
    internal const string LocalPath = "/etc/datadog-agent/application_monitoring.yaml";
    internal const string FleetPath = "/etc/datadog-agent/managed/datadog-agent/stable/application_monitoring.yaml";

    private const string Section = "apm_configuration_default:";
    private const int MaxBytes = 100 * 1024;

    /// <summary>A reader of settings: of the files under a root, and of environment variables.</summary>
    /// <param name="environment">The environment variables.</param>
    /// <param name="root">Stands before the paths; empty but in tests.</param>
    internal static Func<string, string?> Around(Func<string, string?> environment, string root = "")
    {
        var (fleet, local) = (Read(root + FleetPath), Read(root + LocalPath));
        return fleet.Count + local.Count == 0
            ? environment
            : name => fleet.GetValueOrDefault(name) ?? environment(name) ?? local.GetValueOrDefault(name);
    }

    private static Dictionary<string, string> Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            return file.Exists && file.Length <= MaxBytes ? Parse(File.ReadLines(path)) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return []; // not for us
        }
    }

    private static Dictionary<string, string> Parse(IEnumerable<string> lines)
    {
        Dictionary<string, string> settings = [];
        var isWanted = false;
        foreach (var line in lines.Select(WithoutComment).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (!char.IsWhiteSpace(line[0]))
            {
                isWanted = line.TrimEnd() == Section;
            }
            else if (isWanted && colon > 0)
            {
                settings[Unquoted(line[..colon])] = Unquoted(line[(colon + 1)..]);
            }
        }

        return settings;
    }

    private static string WithoutComment(string line) =>
        line.TrimStart().StartsWith('#') ? "" : line.IndexOf(" #", StringComparison.Ordinal) is var at and > 0 ? line[..at] : line;

    private static string Unquoted(string text) => text.Trim() is [('"' or '\'') and var quote, .. var inner, var end] && quote == end ? inner : text.Trim();
}
