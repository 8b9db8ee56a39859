using Waybill.Core.Configuration;

namespace Waybill.Core.Tracing.Sampling;

/// <summary>
/// <c>OTEL_TRACES_SAMPLER</c> and <c>OTEL_TRACES_SAMPLER_ARG</c> as a rate. The parent's decision always holds, as with <c>parentbased_*</c>.
/// </summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.</remarks>
internal static class OpenTelemetrySampler
{
    private const string Name = "OTEL_TRACES_SAMPLER";
    private const string Argument = "OTEL_TRACES_SAMPLER_ARG";

    internal static double? ReadRate(EnvironmentReader read)
    {
        switch (read.First(Name)?.ToUpperInvariant())
        {
            case null:
                return null;
            case "ALWAYS_ON" or "PARENTBASED_ALWAYS_ON":
                return 1;
            case "ALWAYS_OFF" or "PARENTBASED_ALWAYS_OFF":
                return 0;
            case "TRACEIDRATIO" or "PARENTBASED_TRACEIDRATIO":
                return SamplingSettings.ReadRate(read, Argument) ?? 1; // as its specification says
            default:
                read.Warn($"{Name} is '{read.First(Name)}', which is not known here; it is not used.");
                return null;
        }
    }
}
