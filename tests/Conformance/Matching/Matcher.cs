using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Waybill.Conformance.Tests.Matching;

/// <summary>Compares a text with a matcher of the schema, and notes what differs. Null is a value that is not there.</summary>
/// <param name="spans">The values that <c>{span: X}</c> names; null when there are none.</param>
internal sealed class Matcher(Func<string, string, bool>? spans = null)
{
    private static readonly TimeSpan RegexDeadline = TimeSpan.FromSeconds(1);

    private readonly List<Difference> differences = [];

    public IReadOnlyList<Difference> Differences => differences;

    public void Differ(string path, string expected, string? actual) => differences.Add(new Difference(path, expected, actual));

    public void Differ(string path, JsonElement expected, string? actual) => Differ(path, expected.GetRawText(), actual);

    /// <summary>Notes a difference unless the value is what is expected. Headers are needed for the matchers of headers only.</summary>
    public void Check(string path, JsonElement expected, string? actual, Func<string, string?>? headers = null)
    {
        if (expected.ValueKind != JsonValueKind.Object)
        {
            if (!IsEqual(expected, actual))
            {
                Differ(path, expected, actual);
            }

            return;
        }

        foreach (var (name, argument) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (name == "all")
            {
                foreach (var one in argument.EnumerateArray())
                {
                    Check(path, one, actual, headers);
                }
            }
            else if (!HeaderMatchers.TryCheck(this, name, path, argument, actual, headers) && !IsMatch(name, argument, actual))
            {
                Differ(path, $"{{{name}: {argument.GetRawText()}}}", actual);
            }
        }
    }

    /// <summary>The matcher of each name in turn, against the value of that name.</summary>
    public void CheckEach(string path, JsonElement expected, Func<string, string?> actual)
    {
        foreach (var property in expected.EnumerateObject())
        {
            Check($"{path}.{property.Name}", property.Value, actual(property.Name));
        }
    }

    /// <summary>Notes each name that is there and not expected.</summary>
    public void CheckNoMore(string path, JsonElement expected, IEnumerable<string> names)
    {
        foreach (var name in names.Where(name => !expected.TryGetProperty(name, out _)))
        {
            Differ($"{path}.{name}", "nothing", name);
        }
    }

    private static bool IsEqual(JsonElement literal, string? actual) => literal.ValueKind switch
    {
        JsonValueKind.Null => actual is null,
        JsonValueKind.Number => double.TryParse(actual, CultureInfo.InvariantCulture, out var number) && number == literal.GetDouble(),
        JsonValueKind.String => actual == literal.GetString(),
        JsonValueKind.True or JsonValueKind.False => bool.TryParse(actual, out var flag) && flag == literal.GetBoolean(),
        _ => throw new FormatException($"{literal.GetRawText()} is no matcher."),
    };

    private static IEnumerable<string> Texts(JsonElement one) =>
        one.ValueKind == JsonValueKind.Array ? one.EnumerateArray().Select(text => text.GetString()!) : [one.GetString()!];

    private bool IsMatch(string name, JsonElement argument, string? actual) => name switch
    {
        "present" => argument.GetBoolean() == actual is not null,
        "one_of" => argument.EnumerateArray().Any(one => Accepts(one, actual)),
        "not_one_of" => !argument.EnumerateArray().Any(one => Accepts(one, actual)),
        "regex" => actual is not null && Regex.IsMatch(actual, argument.GetString()!, RegexOptions.CultureInvariant, RegexDeadline),
        "contains" => actual is not null && Texts(argument).All(text => actual.Contains(text, StringComparison.Ordinal)),
        "contains_any" => actual is not null && Texts(argument).Any(text => actual.Contains(text, StringComparison.Ordinal)),
        "not_contains" => actual is null || !Texts(argument).Any(text => actual.Contains(text, StringComparison.Ordinal)),
        "less_than" => double.TryParse(actual, CultureInfo.InvariantCulture, out var number) && number < argument.GetDouble(),
        "span" => actual is not null && spans is not null && spans(argument.GetString()!, actual),
        _ => throw new FormatException($"'{name}' is no matcher."),
    };

    private bool Accepts(JsonElement matcher, string? actual)
    {
        Matcher other = new(spans);
        other.Check("", matcher, actual);
        return other.differences.Count == 0;
    }
}
