namespace Waybill.Core.Tracing;

/// <summary>The text of <c>DD_TAGS</c>: <c>key:value</c> pairs at commas, the first colon splits, blank keys and values are dropped.</summary>
internal static class GlobalTagsText
{
    internal static Dictionary<string, string> Parse(string? text)
    {
        Dictionary<string, string> tags = [];
        foreach (var pair in (text ?? "").Split(','))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && pair[..colon].Trim() is { Length: > 0 } key && pair[(colon + 1)..].Trim() is { Length: > 0 } value)
            {
                tags[key] = value;
            }
        }

        return tags;
    }
}
