using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Http.Json;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Waybill.Core;
using Waybill.LocalAgent;
using Waybill.LocalAgent.Api;

namespace Waybill.OpenTelemetry.Tests;

/// <summary>Our spans through the real SDK and its OTLP exporter, to an agent on loopback.</summary>
public class WaybillInstrumentationTests
{
    [Fact]
    public async Task Our_spans_leave_by_the_OTLP_exporter_as_children_of_what_the_propagator_read()
    {
        await using var agent = AgentHost.Build(new AgentOptions { Port = 0 });
        await agent.StartAsync();
        Uri address = new(AgentHost.AddressOf(agent));
        using (var provider = Sdk.CreateTracerProviderBuilder()
            .AddWaybillInstrumentation()
            .AddOtlpExporter(otlp =>
            {
                otlp.Endpoint = new Uri(address, "/v1/traces");
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build())
        {
            var parent = new WaybillPropagator().Extract(
                default,
                new Dictionary<string, string> { ["x-datadog-trace-id"] = "77", ["x-datadog-parent-id"] = "78", ["x-datadog-sampling-priority"] = "2" },
                (headers, name) => headers.TryGetValue(name, out var value) ? [value] : []);
            using (ActivitySource kafka = new("Waybill.Kafka"))
            using (kafka.StartActivity("process orders", ActivityKind.Consumer, parent.ActivityContext))
            using (ActivitySource other = new("Other"))
            {
                Assert.Null(other.StartActivity("not ours"));
            }

            Assert.True(provider.ForceFlush(20_000));
        }

        using HttpClient client = new() { BaseAddress = address };
        var trace = Assert.Single((await client.GetFromJsonAsync("/api/traces", AgentJson.Default.Traces))!);
        var span = Assert.Single(trace.Spans);
        Assert.Equal((77UL, 78UL), (span.TraceId, span.ParentId));
    }

    [Fact]
    public void The_meter_is_ours()
    {
        List<string> names = [];
        using var provider = Sdk.CreateMeterProviderBuilder()
            .AddWaybillInstrumentation()
            .AddReader(new BaseExportingMetricReader(new Names(names)))
            .Build();
        using Meter meter = new("Waybill");
        meter.CreateCounter<int>("waybill.test").Add(1);
        Assert.True(provider.ForceFlush(20_000));
        Assert.Contains("waybill.test", names);
    }

    private sealed class Names(List<string> names) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var metric in batch)
            {
                names.Add(metric.Name);
            }

            return ExportResult.Success;
        }
    }
}
