using System.Globalization;
using System.Text.Json;

namespace Waybill.Conformance.Tests.Matching;

/// <summary>The matcher <c>{tracestate: …}</c>, and the same fields of the W3C suite's schema.</summary>
internal static class TraceStateMatcher
{
    private const string Datadog = "dd";

    public static void Check(Matcher matcher, string path, JsonElement expected, string? actual, Func<string, string?>? headers)
    {
        var members = Members.Parse(actual, ',', '=');
        foreach (var (name, argument) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            switch (name)
            {
                case "members":
                    foreach (var member in argument.EnumerateObject())
                    {
                        CheckMember(matcher, $"{path}.{member.Name}", member.Value, members.ValueOf(member.Name));
                    }

                    break;
                case "absent":
                    foreach (var key in argument.EnumerateArray().Where(key => members.ValueOf(key.GetString()!) is not null))
                    {
                        matcher.Differ($"{path}.{key}", "nothing", actual);
                    }

                    break;
                case "count":
                    matcher.Check($"{path}.count", argument, members.Count.ToString(CultureInfo.InvariantCulture));
                    break;
                case "first":
                    matcher.Check($"{path}.first", argument, members.Names.FirstOrDefault());
                    break;
                case "last":
                    matcher.Check($"{path}.last", argument, members.Names.LastOrDefault());
                    break;
                case "ordered":
                    CheckOrder(matcher, $"{path}.ordered", expected, argument, members);
                    break;
                case "dd":
                    CheckDatadog(matcher, $"{path}.dd", argument, members.ValueOf(Datadog), headers);
                    break;
                default:
                    throw new FormatException($"'{name}' is nothing that a tracestate matcher knows.");
            }
        }
    }

    private static void CheckMember(Matcher matcher, string path, JsonElement expected, string? actual)
    {
        if (expected.ValueKind != JsonValueKind.Object || !expected.TryGetProperty("subkeys", out var subkeys))
        {
            matcher.Check(path, expected, actual);
            return;
        }

        var items = Members.Parse(actual, ';', ':');
        matcher.CheckEach(path, subkeys, items.ValueOf);
        foreach (var (name, _) in items.Items.Where(item => !subkeys.TryGetProperty(item.Name, out _)))
        {
            matcher.Differ($"{path}.{name}", "nothing", actual);
        }
    }

    /// <summary>The names that are listed, or with <c>true</c> those of <c>members</c>, stand in that order; others may be between.</summary>
    private static void CheckOrder(Matcher matcher, string path, JsonElement expected, JsonElement argument, Members members)
    {
        var wanted = argument.ValueKind switch
        {
            JsonValueKind.Array => argument.EnumerateArray().Select(name => name.GetString()!.Split('=')[0]),
            JsonValueKind.True => expected.GetProperty("members").EnumerateObject().Select(member => member.Name),
            _ => [],
        };
        var order = wanted.ToArray();
        if (!members.Names.Where(order.Contains).SequenceEqual(order))
        {
            matcher.Differ(path, string.Join(',', order), string.Join(',', members.Names));
        }
    }

    private static void CheckDatadog(Matcher matcher, string path, JsonElement expected, string? actual, Func<string, string?>? headers)
    {
        if (actual is null)
        {
            if (!HeaderMatchers.IsOptional(expected))
            {
                matcher.Differ(path, expected, actual);
            }

            return;
        }

        var items = Members.Parse(actual, ';', ':');
        HeaderMatchers.CheckItems(matcher, path, expected, items, "items", "absent", "optional", "mirror_tags");
        if (expected.TryGetProperty("mirror_tags", out var mirror) && mirror.GetBoolean())
        {
            // Each tag of x-datadog-tags as t.*, and no other; tid is in traceparent.
            var tags = Members.Parse(headers?.Invoke("x-datadog-tags"), ',', '=').Items
                .Where(tag => tag.Name != "_dd.p.tid").Select(tag => $"t.{tag.Name["_dd.p.".Length..]}:{tag.Value.Replace('=', '~')}").Order();
            var mirrored = items.Items.Where(item => item.Name.StartsWith("t.", StringComparison.Ordinal)).Select(item => $"{item.Name}:{item.Value}").Order();
            var (wanted, found) = (string.Join(';', tags), string.Join(';', mirrored));
            if (wanted != found)
            {
                matcher.Differ($"{path}.mirror_tags", wanted, found);
            }
        }
    }
}
