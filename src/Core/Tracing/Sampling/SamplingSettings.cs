using System.Globalization;
using Waybill.Core.Configuration;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core;

/// <summary>
/// Which traces are kept when nobody upstream decided. All spans are sent in any case: the decision goes with them and with every message.
/// Without any of these the agent's own rates hold.
/// </summary>
public sealed class SamplingSettings
{
    /// <summary>The limit when a rate or rules are set and no other limit is.</summary>
    internal const int DefaultRateLimit = 100;

    internal static readonly SamplingSettings None = new(new EnvironmentReader(_ => null, _ => { }));

    internal SamplingSettings(EnvironmentReader read)
    {
        Rules = read.First("DD_TRACE_SAMPLING_RULES");
        if (Rules is not null && read.First("DD_TRACE_SAMPLING_RULES_FORMAT") is { } format && !format.Equals("glob", StringComparison.OrdinalIgnoreCase))
        {
            read.Warn($"DD_TRACE_SAMPLING_RULES_FORMAT is '{format}', and only glob is known; no rule of DD_TRACE_SAMPLING_RULES holds.");
            Rules = null;
        }

        SpanRules = read.First("DD_SPAN_SAMPLING_RULES");
        Rate = read.First("DD_TRACE_SAMPLE_RATE") is null ? OpenTelemetrySampler.ReadRate(read) : ReadRate(read, "DD_TRACE_SAMPLE_RATE");
        RateLimit = ReadLimit(read);
    }

    /// <summary>The share of traces that is kept where no rule fits, from 0 to 1. <c>DD_TRACE_SAMPLE_RATE</c>, else <c>OTEL_TRACES_SAMPLER</c>; null (the default) leaves it to the agent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 1.</exception>
    public double? Rate
    {
        get;
        set => field = value is null or (>= 0 and <= 1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A sampling rate is from 0 to 1.");
    }

    /// <summary>
    /// Rules as JSON, of which the first that fits the local root decides: <c>[{"service":"web*","name":"*","resource":"GET ?","tags":{"key":"value"},"sample_rate":0.5}]</c>.
    /// Each but the rate may be left out; <c>*</c> is any text, <c>?</c> one character. <c>DD_TRACE_SAMPLING_RULES</c>; null by default.
    /// </summary>
    public string? Rules { get; set; }

    /// <summary>
    /// The traces a second that rules and <see cref="Rate"/> may keep; those beyond are dropped. Negative is without limit. <c>DD_TRACE_RATE_LIMIT</c>; null
    /// (the default) is 100. Set without rules and rate, every trace is kept up to it.
    /// </summary>
    public int? RateLimit { get; set; }

    /// <summary>
    /// Rules as JSON for single spans that are kept of a trace that is dropped; like <see cref="Rules"/>, with <c>max_per_second</c>. The rate is 1 where it is
    /// left out. <c>DD_SPAN_SAMPLING_RULES</c>; null by default.
    /// </summary>
    public string? SpanRules { get; set; }

    /// <summary>From 0 to 1; null with a warning for anything else.</summary>
    internal static double? ReadRate(EnvironmentReader read, string name)
    {
        if (read.First(name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is >= 0 and <= 1)
        {
            return rate;
        }

        read.Warn($"{name} is '{text}', which is no number from 0 to 1; it is not used.");
        return null;
    }

    private static int? ReadLimit(EnvironmentReader read)
    {
        var name = read.First("DD_TRACE_RATE_LIMIT") is null ? "DD_MAX_TRACES_PER_SECOND" : "DD_TRACE_RATE_LIMIT";
        return read.First(name) is null ? null : read.Number(name, int.MinValue, int.MaxValue, DefaultRateLimit);
    }
}
