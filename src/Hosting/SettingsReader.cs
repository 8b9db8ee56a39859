using System.Globalization;
using Microsoft.Extensions.Configuration;
using Waybill.Core.Configuration;

namespace Waybill.Hosting;

/// <summary>
/// Gives Core, which reads environment variables, what the configuration section <c>Waybill</c> says instead: under the setting's name or under that of its
/// variable. So there is one place that parses and checks.
/// </summary>
internal sealed class SettingsReader(TracerLog log, IConfiguration? configuration = null)
{
    private const string Section = "Waybill";

    private readonly IConfigurationSection? section = configuration?.GetSection(Section);
    private readonly Func<string, string?> environment = StableConfiguration.Around(Environment.GetEnvironmentVariable);

    /// <summary>Tags that the section has one by one.</summary>
    internal IEnumerable<KeyValuePair<string, string>> GlobalTags =>
        section?.GetSection(SettingKeys.GlobalTags).GetChildren().Where(tag => !string.IsNullOrWhiteSpace(tag.Value)).Select(tag => KeyValuePair.Create(tag.Key, tag.Value!)) ?? [];

    /// <summary>A setting that no variable has; null when the section lacks it, too.</summary>
    internal string? this[string key] => section is null ? null : Text(section.GetSection(key));

    /// <summary>A variable's value, from the section before the environment.</summary>
    internal string? Read(string variable) =>
        (SettingKeys.ByVariable.TryGetValue(variable, out var key) ? this[key] : null) ?? this[variable] ?? environment(variable);

    internal bool Flag(string variable, bool otherwise) => new EnvironmentReader(Read, Warn).Flag(variable, otherwise);

    /// <summary>What Core says of a variable, which its message begins with; where the value is the section's, it is said of that.</summary>
    internal void Warn(string message)
    {
        var variable = message.Split(' ', 2)[0];
        var key = SettingKeys.ByVariable.GetValueOrDefault(variable);
        log.Write(key is not null && this[key] is not null ? $"{Section}:{key}{message[variable.Length..]}" : message);
    }

    internal void TellUnknownKeys()
    {
        foreach (var (path, value) in section?.AsEnumerable(makePathsRelative: true) ?? [])
        {
            if (path.Length > 0 && value is not null && !SettingKeys.IsKnown(path))
            {
                log.Write($"{Section}:{path} is '{value}', but there is no such setting; it is not used. The names are those of TracerSettings.");
            }
        }
    }

    /// <summary>As variables have it: lists with commas, times in seconds.</summary>
    private static string? Text(IConfigurationSection setting)
    {
        var text = setting.Value;
        if (text is null)
        {
            var items = setting.GetChildren().Where(item => int.TryParse(item.Key, out _)).Select(item => item.Value).ToList();
            return items.Count == 0 ? null : string.Join(',', items);
        }

        return SettingKeys.IsTime(setting.Key) && text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : text;
    }
}
