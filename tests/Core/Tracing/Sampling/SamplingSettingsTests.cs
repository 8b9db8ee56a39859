using Waybill.Core.Configuration;

namespace Waybill.Core.Tests.Tracing.Sampling;

public class SamplingSettingsTests
{
    private readonly List<string> warnings = [];

    [Fact]
    public void Nothing_is_set_by_default()
    {
        var settings = Read();
        Assert.Equal((null, null, null, null), (settings.Rate, settings.RateLimit, settings.Rules, settings.SpanRules));
    }

    [Theory]
    [InlineData(0.25, "DD_TRACE_SAMPLE_RATE", " 0.25 ")]
    [InlineData(0.000001, "DD_TRACE_SAMPLE_RATE", "1e-06")]
    [InlineData(0.25, "DD_TRACE_SAMPLE_RATE", "0.25", "OTEL_TRACES_SAMPLER", "always_on")]
    [InlineData(1.0, "OTEL_TRACES_SAMPLER", "always_on")]
    [InlineData(1.0, "OTEL_TRACES_SAMPLER", "ParentBased_Always_On")]
    [InlineData(0.0, "OTEL_TRACES_SAMPLER", "always_off")]
    [InlineData(0.0, "OTEL_TRACES_SAMPLER", "parentbased_always_off")]
    [InlineData(0.5, "OTEL_TRACES_SAMPLER", "traceidratio", "OTEL_TRACES_SAMPLER_ARG", "0.5")]
    [InlineData(0.5, "OTEL_TRACES_SAMPLER", "parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG", "0.5")]
    [InlineData(1.0, "OTEL_TRACES_SAMPLER", "parentbased_traceidratio")]
    [InlineData(null, "OTEL_TRACES_SAMPLER_ARG", "0.5")]
    public void Rate_is_Datadogs_or_else_OpenTelemetrys(double? expected, params string[] environment)
    {
        Assert.Equal(expected, Read(environment).Rate);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(null, "DD_TRACE_SAMPLE_RATE", "1.1")]
    [InlineData(null, "DD_TRACE_SAMPLE_RATE", "-0.1", "OTEL_TRACES_SAMPLER", "always_on")]
    [InlineData(null, "DD_TRACE_SAMPLE_RATE", "NaN")]
    [InlineData(null, "DD_TRACE_SAMPLE_RATE", "half")]
    [InlineData(null, "OTEL_TRACES_SAMPLER", "jaeger_remote")]
    [InlineData(1.0, "OTEL_TRACES_SAMPLER", "traceidratio", "OTEL_TRACES_SAMPLER_ARG", "half")]
    public void A_rate_that_cannot_be_used_is_told(double? expected, params string[] environment)
    {
        Assert.Equal(expected, Read(environment).Rate);
        Assert.Single(warnings);
    }

    [Theory]
    [InlineData(7, "DD_TRACE_RATE_LIMIT", "7", "DD_MAX_TRACES_PER_SECOND", "8")]
    [InlineData(8, "DD_MAX_TRACES_PER_SECOND", "8")]
    [InlineData(0, "DD_TRACE_RATE_LIMIT", "0")]
    [InlineData(-1, "DD_TRACE_RATE_LIMIT", "-1")]
    public void Limit_has_an_older_name(int expected, params string[] environment) => Assert.Equal(expected, Read(environment).RateLimit);

    [Fact]
    public void Rules_in_another_form_than_glob_do_not_hold()
    {
        Assert.Equal("[1]", Read("DD_TRACE_SAMPLING_RULES", "[1]", "DD_TRACE_SAMPLING_RULES_FORMAT", "Glob").Rules);
        Assert.Empty(warnings);
        Assert.Null(Read("DD_TRACE_SAMPLING_RULES", "[1]", "DD_TRACE_SAMPLING_RULES_FORMAT", "regex").Rules);
        Assert.Contains("'regex'", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_rate_in_code_is_from_0_to_1(double rate)
    {
        var settings = Read();
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.Rate = rate);
        settings.Rate = 1;
        settings.Rate = null;
    }

    private SamplingSettings Read(params string[] environment)
    {
        var variables = environment.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        return new SamplingSettings(new EnvironmentReader(variables.GetValueOrDefault, warnings.Add));
    }
}
