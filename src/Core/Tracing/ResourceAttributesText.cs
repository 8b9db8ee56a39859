namespace Waybill.Core.Tracing;

/// <summary>The text of <c>OTEL_RESOURCE_ATTRIBUTES</c>: <c>key=value</c> pairs at commas, percent-encoded; blank keys and values are dropped.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable.</remarks>
internal static class ResourceAttributesText
{
    internal static Dictionary<string, string> Parse(string? text)
    {
        Dictionary<string, string> attributes = [];
        foreach (var pair in (text ?? "").Split(','))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Decode(pair[..equals]) is { Length: > 0 } key && Decode(pair[(equals + 1)..]) is { Length: > 0 } value)
            {
                attributes[key] = value;
            }
        }

        return attributes;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Trim());
}
