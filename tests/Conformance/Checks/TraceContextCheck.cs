using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Waybill.Conformance.Tests.Carriers;
using Waybill.Conformance.Tests.Matching;
using Waybill.Conformance.Tests.Running;
using Waybill.Conformance.Tests.Schema;
using Waybill.Core;

namespace Waybill.Conformance.Tests.Checks;

/// <summary>A request of the W3C suite: a service reads it, and makes some calls, each under a span of its own.</summary>
internal static partial class TraceContextCheck
{
    private const string SameCountAs = "same_member_count_as";
    private static readonly string[] OwnFields = ["one_of", "not_raw", SameCountAs];

    /// <param name="vector">The request.</param>
    /// <param name="find">The other requests of the file, by id; null for one that is not there.</param>
    public static async Task<IReadOnlyList<Difference>> EvaluateAsync(Vector vector, Func<string, Vector?> find)
    {
        Matcher matcher = new();
        var expected = vector["expect"]!.Value;
        foreach (var (way, extract, inject) in Ways)
        {
            var calls = await CallAsync(vector, extract, inject);
            foreach (var (index, call) in calls.Index())
            {
                CheckCall(matcher, $"{way}[{index.ToString(CultureInfo.InvariantCulture)}]", expected, call);
            }

            CheckDistinct(matcher, $"{way}.distinct_trace_ids", expected, calls, 1);
            CheckDistinct(matcher, $"{way}.distinct_parent_ids", expected, calls, 2);
            if (expected.TryGetProperty("tracestate", out var state) && state.TryGetProperty(SameCountAs, out var same) && find(same.GetString()!) is { } other)
            {
                var others = await CallAsync(other, extract, inject);
                matcher.Check($"{way}.{SameCountAs}", JsonSerializer.SerializeToElement(CountMembers(others[0])), Text(CountMembers(calls[0])));
            }
        }

        return matcher.Differences;
    }

    private static IEnumerable<(string Way, Func<Carrier, SpanContext?> Extract, Func<ISpanContext, Carrier> Inject)> Ways =>
    [
        ("text", carrier => carrier.ExtractText(), Carrier.InjectText),
        ("bytes", carrier => carrier.ExtractBytes(), Carrier.InjectBytes),
    ];

    [GeneratedRegex("^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Valid { get; }

    private static async Task<IReadOnlyList<Carrier>> CallAsync(Vector vector, Func<Carrier, SpanContext?> extract, Func<ISpanContext, Carrier> inject)
    {
        List<Carrier> calls = [];
        await CaseRun.RunAsync(vector.Settings, () =>
        {
            var parent = extract(new Carrier(vector.Pairs("request_headers")));
            using var request = Tracer.Instance.StartActive("request", new SpanCreationSettings { Parent = parent ?? SpanContext.None });
            for (var left = vector["callbacks"]?.GetInt32() ?? 1; left > 0; left--)
            {
                using var call = Tracer.Instance.StartActive("call");
                calls.Add(inject(call.Span.Context));
            }
        });
        return calls;
    }

    private static void CheckCall(Matcher matcher, string path, JsonElement expected, Carrier call)
    {
        if (expected.TryGetProperty("traceparent", out var parent))
        {
            CheckParent(matcher, $"{path}.traceparent", parent, call);
        }

        if (expected.TryGetProperty("tracestate", out var state))
        {
            var at = $"{path}.tracestate";
            var actual = call["tracestate"];
            TraceStateMatcher.Check(matcher, at, Without(state, OwnFields), actual, null);
            if (state.TryGetProperty("not_raw", out var notRaw) && notRaw.EnumerateArray().Any(raw => raw.GetString() == actual))
            {
                matcher.Differ($"{at}.not_raw", notRaw, actual);
            }

            if (state.TryGetProperty("one_of", out var oneOf) && !IsOneOf(oneOf, actual))
            {
                matcher.Differ($"{at}.one_of", oneOf, actual);
            }
        }
    }

    private static void CheckParent(Matcher matcher, string path, JsonElement expected, Carrier call)
    {
        var values = call.Values("traceparent").ToArray();
        var parts = (values.FirstOrDefault() ?? "").Split('-');
        foreach (var (field, value) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            var at = $"{path}.{field}";
            switch (field)
            {
                case "count":
                    matcher.Check(at, value, Text(values.Length));
                    break;
                case "valid":
                    matcher.Check(at, value, (values.Length > 0 && Valid.IsMatch(values[0])).ToString());
                    break;
                case "trace_id" or "parent_id":
                    CheckId(matcher, at, value, parts.ElementAtOrDefault(field == "trace_id" ? 1 : 2));
                    break;
                case "flags_bits_set":
                    var bits = value.ValueKind == JsonValueKind.Number ? value.GetInt32() : Convert.ToInt32(value.GetString(), 16);
                    if ((Convert.ToInt32(parts.ElementAtOrDefault(3) ?? "0", 16) & bits) != bits)
                    {
                        matcher.Differ(at, value, values.FirstOrDefault());
                    }

                    break;
                default:
                    throw new FormatException($"'{field}' is nothing that is known of a traceparent.");
            }
        }
    }

    private static void CheckId(Matcher matcher, string path, JsonElement expected, string? actual)
    {
        if (expected.TryGetProperty("eq", out var equal))
        {
            matcher.Check($"{path}.eq", equal, actual);
        }

        if (expected.TryGetProperty("not", out var not) && (not.ValueKind == JsonValueKind.Array ? not.EnumerateArray().Any(IsActual) : IsActual(not)))
        {
            matcher.Differ($"{path}.not", $"none of {not}", actual);
        }

        bool IsActual(JsonElement id) => id.GetString() == actual;
    }

    private static void CheckDistinct(Matcher matcher, string path, JsonElement expected, IReadOnlyList<Carrier> calls, int part)
    {
        if (expected.TryGetProperty(path[(path.LastIndexOf('.') + 1)..], out var count))
        {
            matcher.Check(path, count, Text(calls.Select(call => call["traceparent"]?.Split('-').ElementAtOrDefault(part)).Distinct().Count()));
        }
    }

    /// <summary>One of several texts, each a member or a whole tracestate; or, for a name, one of several values.</summary>
    private static bool IsOneOf(JsonElement oneOf, string? actual)
    {
        var members = Members.Parse(actual, ',', '=');
        return oneOf.ValueKind == JsonValueKind.Object
            ? oneOf.EnumerateObject().All(name => name.Value.EnumerateArray().Any(value => value.GetString() == members.ValueOf(name.Name)))
            : oneOf.EnumerateArray().Any(text => text.ValueKind == JsonValueKind.Object
                ? text.EnumerateObject().All(member => member.Value.GetString() == members.ValueOf(member.Name))
                : text.GetString() == actual || members.Items.Any(member => $"{member.Name}={member.Value}" == text.GetString()));
    }

    private static JsonElement Without(JsonElement expected, string[] fields) => JsonSerializer.SerializeToElement(
        expected.EnumerateObject().Where(property => !fields.Contains(property.Name)).ToDictionary(property => property.Name, property => property.Value));

    private static int CountMembers(Carrier call) => Members.Parse(call["tracestate"], ',', '=').Count;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
