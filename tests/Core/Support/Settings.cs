using Waybill.Core.Configuration;

namespace Waybill.Core.Tests.Support;

/// <summary>Propagation settings that no environment variable of the test run has a part in.</summary>
internal static class Settings
{
    public static PropagationSettings Of(Action<PropagationSettings>? configure = null)
    {
        PropagationSettings settings = new(new EnvironmentReader(_ => null, _ => { }));
        configure?.Invoke(settings);
        return settings;
    }

    /// <summary>Both ways the same formats.</summary>
    public static PropagationSettings Of(params PropagationStyle[] styles) => Of(settings => settings.Inject = settings.Extract = styles);

    /// <summary>From environment variables: each at an even place, its value behind it.</summary>
    public static (PropagationSettings Settings, List<string> Warnings) Read(params string?[] environment)
    {
        var variables = environment.Chunk(2).ToDictionary(pair => pair[0]!, pair => pair[1]);
        List<string> warnings = [];
        return (new PropagationSettings(new EnvironmentReader(variables.GetValueOrDefault, warnings.Add)), warnings);
    }
}
