using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Waybill.Benchmarks.Micro;

/// <summary>OpenTelemetry's SDK as it is compared with.</summary>
internal static class OpenTelemetrySdk
{
    /// <summary>With a processor that does nothing.</summary>
    internal static IDisposable Start(string source) => Start(source, new NoOpProcessor());

    internal static IDisposable Start(string source, BaseProcessor<Activity> processor) =>
        Sdk.CreateTracerProviderBuilder().AddSource(source).AddProcessor(processor).Build();

    /// <summary>Encodes requests that are answered before they reach a network.</summary>
    internal static OtlpTraceExporter Exporter() => new(new OtlpExporterOptions
    {
        Protocol = OtlpExportProtocol.HttpProtobuf,
        Endpoint = new Uri("http://127.0.0.1:4318/v1/traces"),
        HttpClientFactory = () => new HttpClient(new NoNetwork()),
    });
}
