using System.Text.Json;

namespace Waybill.Core.Tracing.Sampling;

/// <summary>The JSON of the rules. One bad rule makes the whole list be ignored: the ones behind it would decide about what was meant for it.</summary>
internal static class SamplingRuleReader
{
    private const int MaxLength = 256 * 1024;
    private const int MaxRules = 1000;

    /// <param name="setting">The variable's name, for the warning.</param>
    /// <param name="json">A list of rules; null or blank is none.</param>
    /// <param name="ofSpans">Rules for single spans: the rate is 1 where it is left out, and there may be a limit.</param>
    /// <param name="warn">Is told what is wrong.</param>
    internal static SamplingRule[] Read(string setting, string? json, bool ofSpans, Action<string> warn)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return [];
        }

        try
        {
            if (json.Length > MaxLength)
            {
                throw new FormatException($"it is longer than {MaxLength} characters");
            }

            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.GetArrayLength() <= MaxRules
                ? [.. document.RootElement.EnumerateArray().Select(rule => Read(rule, ofSpans))]
                : throw new FormatException($"it is no list of at most {MaxRules} rules");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            // InvalidOperationException: a lone surrogate, which is no text.
            warn($"{setting} cannot be used, no rule of it holds: {exception.Message.TrimEnd('.')}. Give a list such as [{{\"service\":\"web*\",\"sample_rate\":0.5}}].");
            return [];
        }
    }

    private static SamplingRule Read(JsonElement rule, bool ofSpans)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{rule} is no rule");
        }

        var rate = Number(rule, "sample_rate") ?? (ofSpans ? 1 : throw new FormatException($"{rule} has no sample_rate"));
        if (rate is not (>= 0 and <= 1))
        {
            throw new FormatException($"the sample_rate of {rule} is not from 0 to 1");
        }

        return new SamplingRule(
            new SpanPattern(Pattern(rule, "service"), Pattern(rule, "name"), Pattern(rule, "resource"), Tags(rule)),
            rate,
            ofSpans ? Number(rule, "max_per_second") : null);
    }

    private static double? Number(JsonElement rule, string name) => !rule.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null
        ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw new FormatException($"'{name}' of {rule} is no number");

    /// <summary>Null for what fits everything.</summary>
    private static string? Pattern(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out var value) && Text(value, name) is { } pattern && !Configuration.Glob.IsAny(pattern) ? pattern : null;

    private static KeyValuePair<string, string>[] Tags(JsonElement rule) =>
        !rule.TryGetProperty("tags", out var tags) || tags.ValueKind == JsonValueKind.Null ? []
        : tags.ValueKind == JsonValueKind.Object ? [.. tags.EnumerateObject().Select(tag => KeyValuePair.Create(tag.Name, Text(tag.Value, tag.Name) ?? "*"))]
        : throw new FormatException($"'tags' of {rule} is no object");

    private static string? Text(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new FormatException($"'{name}' is no text"),
    };
}
