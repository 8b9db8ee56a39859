using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Trace;
using Waybill.Core;
using OtelBaggage = OpenTelemetry.Baggage;
using WaybillBaggage = Waybill.Core.Baggage;

namespace Waybill.OpenTelemetry.Tests;

/// <summary>The propagator under the real SDK, with no tracer of ours.</summary>
public sealed class WaybillPropagatorTests : IDisposable
{
    private static readonly ActivitySource Shop = new("Shop");

    private readonly WaybillPropagator propagator = new();
    private readonly TracerProvider sdk = Sdk.CreateTracerProviderBuilder().AddSource(Shop.Name).SetSampler(new ParentBasedSampler(new AlwaysOnSampler())).Build();

    public WaybillPropagatorTests()
    {
        Activity.Current = null;
        OtelBaggage.Current = default;
        WaybillBaggage.Current = default;
    }

    public void Dispose() => sdk.Dispose();

    [Theory]
    [InlineData(2, "01")]
    [InlineData(-1, "00")]
    public void Priority_origin_and_tags_pass_through_Activities_of_the_SDK(int priority, string flags)
    {
        var context = Extract(
            ("x-datadog-trace-id", "1"),
            ("x-datadog-parent-id", "2"),
            ("x-datadog-sampling-priority", $"{priority}"),
            ("x-datadog-origin", "synthetics"),
            ("x-datadog-tags", "_dd.p.dm=-4,_dd.p.usr.id=MTIz,_dd.p.tid=640cfd8d00000000"));
        using var server = Shop.StartActivity("GET /", ActivityKind.Server, context.ActivityContext);
        Assert.NotNull(server);
        Assert.Equal("640cfd8d000000000000000000000001", server.TraceId.ToHexString());
        Assert.Equal("0000000000000002", server.ParentSpanId.ToHexString());
        using var client = Shop.StartActivity("query", ActivityKind.Client);
        var span = client ?? server; // the sampler makes no Activity below a dropped one

        var headers = Inject(new PropagationContext(span.Context, default));
        Assert.Equal($"{priority}", headers["x-datadog-sampling-priority"]);
        Assert.Equal("synthetics", headers["x-datadog-origin"]);
        Assert.Equal("1", headers["x-datadog-trace-id"]);
        Assert.Equal($"{Convert.ToUInt64(span.SpanId.ToHexString(), 16)}", headers["x-datadog-parent-id"]);
        Assert.Contains("_dd.p.usr.id=MTIz", headers["x-datadog-tags"], StringComparison.Ordinal);
        Assert.Contains("_dd.p.tid=640cfd8d00000000", headers["x-datadog-tags"], StringComparison.Ordinal);
        Assert.Equal($"00-{span.TraceId}-{span.SpanId}-{flags}", headers["traceparent"]);
        Assert.Contains($"s:{priority};o:synthetics", headers["tracestate"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_is_no_current_Activity_goes_out_by_its_tracestate()
    {
        ActivityContext remote = new(
            ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"),
            ActivitySpanId.CreateFromString("b7ad6b7169203331"),
            ActivityTraceFlags.Recorded,
            "dd=s:2;o:rum,other=1",
            isRemote: true);
        var headers = Inject(new PropagationContext(remote, default));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", headers["traceparent"]);
        Assert.EndsWith(",other=1", headers["tracestate"], StringComparison.Ordinal);
        Assert.Equal(("2", "rum"), (headers["x-datadog-sampling-priority"], headers["x-datadog-origin"]));
    }

    [Fact]
    public void What_the_SDKs_sampler_decides_about_a_new_trace_goes_out()
    {
        using var root = Shop.StartActivity("checkout");
        Assert.Equal("1", Inject(new PropagationContext(root!.Context, default))["x-datadog-sampling-priority"]);
    }

    [Fact]
    public void Baggage_is_OpenTelemetrys_and_ours_and_OpenTelemetrys_counts()
    {
        var context = Extract(("baggage", "user.id=alice,tier=gold"));
        Assert.Equal(default, context.ActivityContext);
        Assert.Equal("alice", context.Baggage.GetBaggage("user.id"));
        Assert.Equal("gold", WaybillBaggage.Current.GetBaggage("tier")); // what the adapters send

        using var root = Shop.StartActivity("checkout");
        WaybillBaggage.SetBaggage("cart", "7");
        var headers = Inject(new PropagationContext(root!.Context, context.Baggage.SetBaggage("tier", "silver").SetBaggage("new", "1")));
        Assert.Equal("user.id=alice,tier=silver,cart=7,new=1", headers["baggage"]);
    }

    [Fact]
    public void Without_a_trace_baggage_goes_out_alone()
    {
        var headers = Inject(new PropagationContext(default, OtelBaggage.Create(new() { ["a"] = "1" })));
        Assert.Equal("a=1", Assert.Single(headers).Value);
        Assert.Empty(Inject(default));
    }

    [Fact]
    public void In_a_composite_it_keeps_what_another_propagator_found()
    {
        CompositeTextMapPropagator composite = new([new TraceContextPropagator(), new BaggagePropagator(), propagator]);
        Dictionary<string, string> headers = new()
        {
            ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ["x-datadog-trace-id"] = "5",
            ["x-datadog-parent-id"] = "6",
            ["baggage"] = "a=1",
        };
        var context = composite.Extract(default, headers, Get);
        Assert.Equal("b7ad6b7169203331", context.ActivityContext.SpanId.ToHexString());
        Assert.Equal("1", context.Baggage.GetBaggage("a"));
        Assert.Superset(new HashSet<string> { "x-datadog-trace-id", "traceparent", "b3", "baggage" }, composite.Fields);
    }

    [Fact]
    public void Broken_headers_carriers_and_callbacks_cost_nothing()
    {
        var before = new PropagationContext(default, OtelBaggage.Create(new() { ["a"] = "1" }));
        Assert.Equal(default, Extract(("x-datadog-trace-id", "x"), ("traceparent", "00-0-0-00"), ("baggage", "=")).ActivityContext);
        Assert.Equal(before, propagator.Extract(before, (object?)null, (_, _) => []));
        Assert.Equal(before.Baggage, propagator.Extract(before, "carrier", (_, _) => throw new InvalidOperationException("no headers")).Baggage);
        Assert.Equal(before.Baggage, propagator.Extract(before, "carrier", (_, _) => null).Baggage);
        propagator.Inject(before, (object?)null, (_, _, _) => { });
        propagator.Inject(before, "carrier", (_, _, _) => throw new InvalidOperationException("read-only"));
    }

    private static IEnumerable<string> Get(Dictionary<string, string> headers, string name) => headers.TryGetValue(name, out var value) ? [value] : [];

    private PropagationContext Extract(params (string Name, string Value)[] headers) =>
        propagator.Extract(default, headers.ToDictionary(header => header.Name, header => header.Value), Get);

    private Dictionary<string, string> Inject(PropagationContext context)
    {
        Dictionary<string, string> headers = [];
        propagator.Inject(context, headers, (carrier, name, value) => carrier[name] = value);
        return headers;
    }
}
