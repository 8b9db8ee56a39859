using Waybill.Core.Configuration;

namespace Waybill.Core.Tracing;

/// <summary>Datadog's unified service tags and the tags of every span, from Datadog's variables or, where those are absent, OpenTelemetry's.</summary>
/// <param name="Service">Null when none is named.</param>
/// <param name="Environment">Null when there is none.</param>
/// <param name="Version">Null when there is none.</param>
/// <param name="Others">The other tags.</param>
internal sealed record ServiceTags(string? Service, string? Environment, string? Version, Dictionary<string, string> Others)
{
    internal static ServiceTags Read(EnvironmentReader read)
    {
        var tags = read.First("DD_TAGS", "DD_TRACE_GLOBAL_TAGS") is { } text
            ? GlobalTagsText.Parse(text)
            : FromResource(ResourceAttributesText.Parse(read.First("OTEL_RESOURCE_ATTRIBUTES")));
        tags.Remove("service", out var service);
        tags.Remove("env", out var env);
        tags.Remove("version", out var version);
        return new ServiceTags(
            read.First("DD_SERVICE", "DD_SERVICE_NAME", "OTEL_SERVICE_NAME") ?? service, read.First("DD_ENV") ?? env, read.First("DD_VERSION") ?? version, tags);
    }

    private static Dictionary<string, string> FromResource(Dictionary<string, string> attributes)
    {
        Rename("service.name", "service");
        Rename("service.version", "version");
        Rename("deployment.environment", "env");
        Rename("deployment.environment.name", "env"); // its name since version 1.27 of the conventions
        return attributes;

        void Rename(string from, string to)
        {
            if (attributes.Remove(from, out var value))
            {
                attributes[to] = value;
            }
        }
    }
}
