using System.Text.Json;
using Waybill.Conformance.Tests.Matching;
using Waybill.Conformance.Tests.Running;
using Waybill.Conformance.Tests.Schema;
using Waybill.Core;
using Waybill.Core.Configuration;

namespace Waybill.Conformance.Tests.Checks;

/// <summary><c>expect_config</c>: the settings that come of the environment and of a configuration file of the machine.</summary>
internal static class ConfigCheck
{
    public static void Check(Matcher matcher, string path, JsonElement expected, Vector vector)
    {
        var root = Directory.CreateTempSubdirectory("waybill-conformance").FullName;
        try
        {
            if (vector["config_file"] is { } file)
            {
                Write(root, file);
            }

            TracerSettings settings = new(StableConfiguration.Around(vector.Settings.GetValueOrDefault, root)) { Log = _ => { } };
            matcher.CheckEach(path, expected, field => field switch
            {
                "propagation_style" => Text(settings.Propagation.Inject) is var inject && inject == Text(settings.Propagation.Extract)
                    ? inject
                    : $"inject {inject}, extract {Text(settings.Propagation.Extract)}",
                "service" => settings.ServiceName,
                "env" => settings.Environment,
                "version" => settings.ServiceVersion,
                _ => throw new UnsupportedStepException($"the setting '{field}' is not known"),
            });
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Write(string root, JsonElement file)
    {
        var path = root + file.GetProperty("path").GetString();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, ["apm_configuration_default:", .. file.GetProperty("apm_configuration_default").EnumerateObject()
            .Select(setting => $"  {setting.Name}: {setting.Value.GetString()}")]);
    }

    private static string Text(IEnumerable<PropagationStyle> styles) => string.Join(',', styles.Select(style => style.ToString().ToLowerInvariant()));
}
