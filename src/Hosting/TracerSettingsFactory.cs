using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Waybill.Core;

namespace Waybill.Hosting;

/// <summary>Settings of the configuration, which the program's code then changes.</summary>
internal sealed class TracerSettingsFactory(
    IEnumerable<IConfigureOptions<TracerSettings>> setups,
    IEnumerable<IPostConfigureOptions<TracerSettings>> postConfigures,
    IEnumerable<IValidateOptions<TracerSettings>> validations,
    SettingsReader reader,
    TracerLog log,
    IHostEnvironment? host = null) : OptionsFactory<TracerSettings>(setups, postConfigures, validations)
{
    protected override TracerSettings CreateInstance(string name)
    {
        reader.TellUnknownKeys();
#pragma warning disable CA1308 // Datadog's form of an environment's name.
        var env = host?.EnvironmentName.ToLowerInvariant();
#pragma warning restore CA1308
        TracerSettings settings = new(reader.Read, reader.Warn, NullIfBlank(host?.ApplicationName), NullIfBlank(env)) { Log = log.Write };
        foreach (var (key, value) in reader.GlobalTags)
        {
            settings.GlobalTags[key] = value;
        }

        settings.Hostname = reader[SettingKeys.Hostname] ?? settings.Hostname;
        if (reader[SettingKeys.IncludedSources] is { } sources)
        {
            settings.IncludedSources.Clear();
            foreach (var source in sources.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                settings.IncludedSources.Add(source);
            }
        }

        return settings;
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
