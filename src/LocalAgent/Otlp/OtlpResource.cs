using Waybill.LocalAgent.Intake;

namespace Waybill.LocalAgent.Otlp;

/// <summary>The process that sent spans: what its spans have in common.</summary>
internal sealed class OtlpResource
{
    private const string Unknown = "unknown_service";

    private OtlpResource(Dictionary<string, string> tags, long chargedBytes) => (Tags, ChargedBytes) = (tags, chargedBytes);

    public Dictionary<string, string> Tags { get; }

    /// <summary>What its tags cost in each span, in bytes.</summary>
    public long ChargedBytes { get; }

    public string Service => Tags.GetValueOrDefault("service.name", Unknown);

    /// <summary>Reads the bytes of a <c>Resource</c>; empty if none was sent.</summary>
    public static OtlpResource Read(ReadOnlySpan<byte> message, DecodeBudget budget)
    {
        long before = budget.Used;
        Dictionary<string, string> tags = [];
        var reader = new ProtobufReader(message);
        while (reader.MoveNext())
        {
            if (reader.Field == 1)
            {
                OtlpAttributes.Read(reader.ReadBytes(), budget, tags, numbers: null);
            }
            else
            {
                reader.Skip();
            }
        }

        Rename(tags, "deployment.environment", "env");
        Rename(tags, "deployment.environment.name", "env");
        Rename(tags, "service.version", "version");
        return new OtlpResource(tags, budget.Used - before);
    }

    // Under the names by which spans of Datadog's tracers carry them.
    private static void Rename(Dictionary<string, string> tags, string from, string to)
    {
        if (tags.Remove(from, out string? value))
        {
            tags[to] = value;
        }
    }
}
