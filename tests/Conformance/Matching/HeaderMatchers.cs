using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Waybill.Conformance.Tests.Matching;

/// <summary>The matchers that take a header apart.</summary>
internal static class HeaderMatchers
{
    private static readonly string[] TraceParentParts = ["version", "trace_id", "parent_id", "flags"];
    private static readonly string[] B3Parts = ["trace_id", "span_id", "sampled"];

    /// <summary>False when the name is that of no matcher of a header.</summary>
    public static bool TryCheck(Matcher matcher, string name, string path, JsonElement expected, string? actual, Func<string, string?>? headers)
    {
        switch (name)
        {
            case "traceparent":
                CheckParts(matcher, path, expected, actual, TraceParentParts);
                return true;
            case "b3":
                CheckParts(matcher, path, expected, actual, B3Parts);
                return true;
            case "tracestate":
                TraceStateMatcher.Check(matcher, path, expected, actual, headers);
                return true;
            case "tags":
                CheckTags(matcher, path, expected, actual);
                return true;
            case "baggage":
                CheckBaggage(matcher, path, expected, actual);
                return true;
            default:
                return false;
        }
    }

    private static void CheckParts(Matcher matcher, string path, JsonElement expected, string? actual, string[] names)
    {
        var parts = actual?.Split('-') ?? [];
        if (parts.Length != names.Length)
        {
            matcher.Differ(path, string.Join('-', names), actual);
            return;
        }

        matcher.CheckEach(path, expected, name => parts[PositionOf(names, name)]);
    }

    private static int PositionOf(string[] names, string name) => Array.IndexOf(names, name) is var position and >= 0
        ? position
        : throw new FormatException($"'{name}' is none of {string.Join(", ", names)}.");

    private static void CheckTags(Matcher matcher, string path, JsonElement expected, string? actual)
    {
        if (actual is null)
        {
            if (!IsOptional(expected))
            {
                matcher.Differ(path, expected, actual);
            }

            return;
        }

        CheckItems(matcher, path, expected, Members.Parse(actual, ',', '='), "items", "absent", "key_prefix", "optional");
    }

    private static void CheckBaggage(Matcher matcher, string path, JsonElement expected, string? actual)
    {
        var items = actual?.Split(',') ?? [];
        foreach (var (name, argument) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            switch (name)
            {
                case "raw_items":
                    foreach (var item in argument.EnumerateArray().Where(item => !items.Contains(item.GetString())))
                    {
                        matcher.Differ($"{path}.raw_items", item, actual);
                    }

                    break;
                case "count":
                    matcher.Check($"{path}.count", argument, items.Length.ToString(CultureInfo.InvariantCulture));
                    break;
                case "max_bytes":
                    if (Encoding.UTF8.GetByteCount(actual ?? "") > argument.GetInt32())
                    {
                        matcher.Differ($"{path}.max_bytes", argument, actual);
                    }

                    break;
                default:
                    throw new FormatException($"'{name}' is nothing that a baggage matcher knows.");
            }
        }
    }

    internal static bool IsOptional(JsonElement expected) => expected.TryGetProperty("optional", out var optional) && optional.GetBoolean();

    /// <summary>The fields that <c>tags</c> and the <c>dd</c> of a tracestate share.</summary>
    internal static void CheckItems(Matcher matcher, string path, JsonElement expected, Members actual, params string[] known)
    {
        foreach (var (name, argument) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (!known.Contains(name))
            {
                throw new FormatException($"'{name}' is none of {string.Join(", ", known)}.");
            }

            switch (name)
            {
                case "items":
                    matcher.CheckEach(path, argument, actual.ValueOf);
                    break;
                case "absent":
                    foreach (var key in argument.EnumerateArray().Where(key => actual.ValueOf(key.GetString()!) is not null))
                    {
                        matcher.Differ($"{path}.{key}", "nothing", actual.ValueOf(key.GetString()!));
                    }

                    break;
                case "key_prefix":
                    foreach (var key in actual.Names.Where(key => !key.StartsWith(argument.GetString()!, StringComparison.Ordinal)))
                    {
                        matcher.Differ($"{path}.key_prefix", argument, key);
                    }

                    break;
            }
        }
    }
}
