using System.Text.Json;

namespace Waybill.Conformance.Tests.Schema;

/// <summary>One case of a file of vectors. Its fields stay JSON: the checks read those that they know.</summary>
internal sealed class Vector(JsonElement json)
{
    /// <summary>The kind of a request of the W3C suite, which has a schema of its own.</summary>
    public const string W3CRequest = "w3c-request";

    public string Id { get; } = json.GetProperty("id").GetString() is { Length: > 0 } id ? id : throw new FormatException("A case has no id.");

    public string Kind { get; } = json.TryGetProperty("kind", out var kind) ? kind.GetString()!
        : json.TryGetProperty("request_headers", out _) ? W3CRequest
        : throw new FormatException($"Case '{json.GetProperty("id")}' has neither 'kind' nor 'request_headers': it is of no known schema.");

    /// <summary>What stands before the first dot of the id.</summary>
    public string Group => Id.Split('.')[0];

    public bool IsContested => json.TryGetProperty("contested", out _);

    public IReadOnlyDictionary<string, string> Settings { get; } = json.TryGetProperty("env", out var env)
        ? env.EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!)
        : [];

    public IEnumerable<string> Steps => this["steps"] is { } steps ? steps.EnumerateArray().Select(step => step.GetString()!)
        : Has("extract_headers") || Has("expect_injected") ? ["extract", "start_child", "inject", "finish"]
        : [];

    public JsonElement? this[string field] => json.TryGetProperty(field, out var value) ? value : null;

    public bool Has(string field) => json.TryGetProperty(field, out _);

    public IEnumerable<(string Name, string Value)> Pairs(string field) => this[field] is { } pairs
        ? pairs.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!))
        : [];

    /// <summary>An expectation that is none of these; null when there is no such.</summary>
    public string? Unknown(IEnumerable<string> expectations) => json.EnumerateObject().Select(property => property.Name)
        .FirstOrDefault(name => name.StartsWith("expect_", StringComparison.Ordinal) && !expectations.Contains(name));

    public override string ToString() => Id;
}
