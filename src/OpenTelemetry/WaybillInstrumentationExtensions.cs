using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Waybill.OpenTelemetry;

/// <summary>Adds what Waybill records to OpenTelemetry's SDK.</summary>
public static class WaybillInstrumentationExtensions
{
    /// <summary>Adds the sources of Waybill's spans: those of the adapters, and the program's own of <c>Tracer.StartActive</c>.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static TracerProviderBuilder AddWaybillInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource("Waybill", "Waybill.*");
    }

    /// <summary>Adds Waybill's meter: the adapters' measurements and, where our tracer runs, what became of its spans.</summary>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static MeterProviderBuilder AddWaybillInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter("Waybill");
    }
}
