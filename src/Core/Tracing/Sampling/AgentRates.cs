using System.Text.Json;

namespace Waybill.Core.Tracing.Sampling;

/// <summary>The rates that the agent's answers give, by service and environment. Written by the sender, read by whoever decides.</summary>
internal sealed class AgentRates
{
    /// <summary>Longer answers are not read.</summary>
    internal const int MaxBytes = 1024 * 1024;

    /// <summary>Of more services than this, the last are not taken.</summary>
    internal const int MaxRates = 10_000;

    private const string ServicePrefix = "service:";
    private const string EnvPrefix = "env:";

    /// <summary>For services that the agent does not name.</summary>
    private static readonly SamplingRate Unnamed = new(1, SamplingMechanism.AgentRate);

    private byte[] last = [];
    private Dictionary<(string Service, string Env), SamplingRate>? rates;

    /// <summary>Takes over what an answer says: <c>{"rate_by_service":{"service:a,env:prod":0.5}}</c>. What cannot be read changes nothing.</summary>
    internal void Update(ReadOnlySpan<byte> json)
    {
        if (json.Length is 0 or > MaxBytes || json.SequenceEqual(last))
        {
            return;
        }

        try
        {
            Utf8JsonReader reader = new(json);
            if (Read(ref reader) is { Count: > 0 } read)
            {
                Volatile.Write(ref rates, read);
            }

            last = json.ToArray();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not of this agent's kind: the rates that are known stay. (The second: text that is no UTF-8.)
        }
    }

    /// <summary>Null while no rate is known.</summary>
    internal SamplingRate? Of(string service, string env)
    {
        var known = Volatile.Read(ref rates);
        return known is null ? null
            : known.TryGetValue((service, env), out var rate) || known.TryGetValue(("", ""), out rate) ? rate
            : Unnamed;
    }

    private static Dictionary<(string Service, string Env), SamplingRate> Read(ref Utf8JsonReader reader)
    {
        Dictionary<(string Service, string Env), SamplingRate> read = [];
        var isWanted = false;
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                isWanted = reader.ValueTextEquals("rate_by_service"u8);
            }
            else if (isWanted && reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 2 })
            {
                var key = reader.GetString()!;
                if (reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var rate) && rate is >= 0 and <= 1
                    && Parse(key) is { } of && read.Count < MaxRates)
                {
                    read[of] = new SamplingRate(rate, SamplingMechanism.AgentRate);
                }
            }
        }

        return read;
    }

    private static (string Service, string Env)? Parse(string key)
    {
        var comma = key.IndexOf(',', StringComparison.Ordinal);
        return comma >= 0
            && key.LastIndexOf(',') == comma
            && key.StartsWith(ServicePrefix, StringComparison.Ordinal)
            && key.AsSpan(comma + 1).StartsWith(EnvPrefix, StringComparison.Ordinal)
            ? (key[ServicePrefix.Length..comma], key[(comma + 1 + EnvPrefix.Length)..])
            : null;
    }
}
