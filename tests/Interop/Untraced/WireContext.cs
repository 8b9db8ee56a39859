using System.Text;
using System.Text.Json.Nodes;

namespace Waybill.Interop.Tests.Untraced;

/// <summary>The headers of a message as they were on the broker; of SQS those inside the attribute <c>_datadog</c>.</summary>
internal sealed class WireContext
{
    private const string SqsAttribute = "_datadog";

    private readonly Dictionary<string, string> headers;

    private WireContext(Dictionary<string, string> headers) => this.headers = headers;

    internal string this[string name] =>
        headers.TryGetValue(name, out var value) ? value : throw new KeyNotFoundException($"There is no {name} among {string.Join(", ", headers.Keys)}.");

    internal IEnumerable<string> Names => headers.Keys;

    /// <summary>The members of the <c>dd</c> member of tracestate, by name.</summary>
    internal Dictionary<string, string> DatadogMember => Member("dd").Split(';').Select(pair => pair.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The pairs of <c>x-datadog-tags</c>, by name.</summary>
    internal Dictionary<string, string> Tags => this["x-datadog-tags"].Split(',').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    internal IEnumerable<string> TraceStateKeys => this["tracestate"].Split(',').Select(member => member.Split('=')[0]);

    /// <summary>Reads a message; a name that is there twice is a failure of whoever sent it.</summary>
    internal static async Task<WireContext> ReadAsync(Brokers brokers, string transport, string destination)
    {
        var raw = await Tap.ReadAsync(brokers, transport, destination);
        Assert.Equal(raw.Select(header => header.Name).Distinct(), raw.Select(header => header.Name));
        Assert.All(raw, header => Assert.All(header.Value, octet => Assert.InRange(octet, 0x20, 0x7e)));
        var headers = raw.ToDictionary(header => header.Name, header => Encoding.ASCII.GetString(header.Value));
        if (headers.Remove(SqsAttribute, out var json))
        {
            // Parsed strictly, which a member that is there twice fails.
            foreach (var (name, value) in JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false })!.AsObject())
            {
                headers.Add(name, (string)value!);
            }
        }

        return new WireContext(headers);
    }

    internal string Member(string key) => this["tracestate"].Split(',').Single(member => member.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];
}
