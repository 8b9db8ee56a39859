using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Waybill.LocalAgent.Intake;

/// <summary>The sampling rates that tracers are told to use, by service and environment; 1 keeps everything.</summary>
internal sealed class SamplingRates
{
    private const string Default = "service:,env:";

    // Exact as agents write it: '+' and the like may stand in a service's name.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Everything is kept, unless <paramref name="rates"/> say otherwise.</summary>
    /// <param name="rates">By <c>service:NAME,env:ENV</c>; <c>service:,env:</c> is for all others.</param>
    public SamplingRates(IReadOnlyDictionary<string, double>? rates = null)
    {
        var all = new Dictionary<string, double> { [Default] = 1 };
        foreach ((string key, double rate) in rates ?? new Dictionary<string, double>())
        {
            all[key] = rate;
        }

        ByService = all;
        Json = Write(all);
    }

    public IReadOnlyDictionary<string, double> ByService { get; }

    /// <summary>What is answered to traces.</summary>
    public string Json { get; }

    /// <summary>Reads <c>RATE</c>, <c>SERVICE=RATE</c> or <c>SERVICE,ENV=RATE</c>, with a rate from 0 to 1; null if it is none of them.</summary>
    public static (string Key, double Rate)? Parse(string text)
    {
        int equals = text.LastIndexOf('=');
        if (!double.TryParse(text.AsSpan(equals + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) || rate > 1)
        {
            return null;
        }

        string[] names = equals < 0 ? ["", ""] : [.. text[..equals].Split(','), ""];
        return names.Length is 2 or 3 ? ($"service:{names[0]},env:{names[1]}", rate) : null;
    }

    private static string Write(Dictionary<string, double> rates)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("rate_by_service");
            foreach ((string key, double rate) in rates)
            {
                writer.WriteNumber(key, rate);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(json.GetBuffer().AsSpan(0, (int)json.Length));
    }
}
