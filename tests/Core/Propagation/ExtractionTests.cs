using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

/// <summary>Several formats in one message.</summary>
public class ExtractionTests
{
    private const string TraceId = "640cfd8d00000000a0b1c2d3e4f50607";
    private const string OtherTraceId = "640cfd8d000000000000000000000001";

    private static readonly Headers AllOfOneTrace =
    [
        .. new Headers(
        [
            ("x-datadog-trace-id", "11579250332281406983"), ("x-datadog-parent-id", "10"), ("x-datadog-tags", "_dd.p.tid=640cfd8d00000000"),
            ("traceparent", $"00-{TraceId}-000000000000000b-01"), ("tracestate", "dd=s:2;o:rum;p:000000000000000c,vendor=x"),
            ("x-b3-traceid", TraceId), ("x-b3-spanid", "000000000000000d"), ("b3", $"{TraceId}-000000000000000e-0"),
            ("x-amzn-trace-id", "Root=1-640cfd8d-00000000a0b1c2d3e4f50607;Parent=000000000000000f;Sampled=1"), ("baggage", "a=b"),
        ]),
    ];

    [Theory]
    [InlineData("datadog", 10UL, null, null, null)]
    [InlineData("datadog,tracecontext", 11UL, null, 12UL, "vendor=x")]
    [InlineData("tracecontext,datadog", 11UL, 2, 12UL, "vendor=x")]
    [InlineData("b3multi,tracecontext", 11UL, null, 12UL, "vendor=x")]
    [InlineData("b3 single header,tracecontext", 11UL, 0, 12UL, "vendor=x")]
    [InlineData("xray,tracecontext", 11UL, 1, 12UL, "vendor=x")]
    [InlineData("datadog,b3multi,b3 single header,xray", 10UL, null, null, null)]
    [InlineData("b3multi,datadog", 13UL, null, null, null)]
    [InlineData("b3 single header,b3multi", 14UL, 0, null, null)]
    [InlineData("xray,datadog", 15UL, 1, null, null)]
    [InlineData("xray,b3multi,datadog,tracecontext,b3 single header", 11UL, 1, 12UL, "vendor=x")]
    public void The_first_wins_and_W3C_adds_to_it(string styles, ulong spanId, int? priority, ulong? lastParent, string? others)
    {
        var context = AllOfOneTrace.Extract(Settings.Read("DD_TRACE_PROPAGATION_STYLE_EXTRACT", styles).Settings)!;
        Assert.Equal(TraceId, context.TraceId128.ToString());
        Assert.Equal((spanId, priority, lastParent, others), (context.SpanId, (int?)context.SamplingPriority, context.LastParentId, context.OtherTraceState));
        Assert.Empty(context.Links);
        Assert.Equal(0, context.Baggage.Count);
    }

    [Fact]
    public void Upper_case_and_padded_ids_are_of_the_same_trace()
    {
        var context = new Headers(
        [
            ("b3", "a0b1c2d3e4f50607-0000000000000001-1"), ("traceparent", "00-0000000000000000A0B1C2D3E4F50607-0000000000000002-01"),
            ("x-datadog-trace-id", "11579250332281406983"),
        ]).Extract(Settings.Of(PropagationStyle.B3Single, PropagationStyle.TraceContext, PropagationStyle.Datadog))!;
        Assert.Equal((2UL, 1UL), (context.SpanId, context.LastParentId));
        Assert.Empty(context.Links);
    }

    [Theory]
    [InlineData("0000000000000000")]
    [InlineData("640cfd8e00000000")]
    public void Other_upper_64_bits_are_another_trace(string upper)
    {
        var context = new Headers(
        [
            ("x-datadog-trace-id", "11579250332281406983"), ("x-datadog-parent-id", "10"), ("x-datadog-tags", $"_dd.p.tid={upper}"),
            ("traceparent", $"00-{TraceId}-000000000000000b-01"),
        ]).Extract(Settings.Of())!;
        Assert.Equal(10UL, context.SpanId);
        Assert.Equal(TraceId, Assert.Single(context.Links).Context.TraceId128.ToString());
    }

    [Fact]
    public void Each_of_another_trace_becomes_a_link_in_order_with_its_state()
    {
        var context = ManyTraces().Extract(Settings.Of(Enum.GetValues<PropagationStyle>()))!;
        Assert.Equal((1UL, 2UL), (context.TraceId, context.SpanId));
        Assert.Equal(
            ["tracecontext", "b3multi", "b3", "xray"],
            context.Links.Select(link => (string)link.Attributes.Single(attribute => attribute.Key == "context_headers").Value!));
        Assert.All(context.Links, link => Assert.Equal(new("reason", "terminated_context"), link.Attributes[0]));
        Assert.Equal([OtherTraceId, TraceId, TraceId, OtherTraceId], context.Links.Select(link => link.Context.TraceId128.ToString()));
        Assert.Equal([3UL, 4UL, 5UL, 6UL], context.Links.Select(link => link.Context.SpanId));
        var w3c = context.Links[0].Context;
        Assert.Equal((SamplingPriority.UserKeep, "rum", "v=x", true), (w3c.SamplingPriority, w3c.Origin, w3c.OtherTraceState, w3c.IsRemote));
    }

    [Fact]
    public void A_link_is_not_merged_with_what_comes_after_it()
    {
        var context = new Headers(
        [
            ("x-datadog-trace-id", "1"), ("x-b3-traceid", TraceId), ("x-b3-spanid", "0000000000000004"),
            ("traceparent", $"00-{TraceId}-000000000000000b-01"), ("tracestate", "v=x"),
        ]).Extract(Settings.Of(PropagationStyle.Datadog, PropagationStyle.B3Multi, PropagationStyle.TraceContext))!;
        Assert.Equal([4UL, 11UL], context.Links.Select(link => link.Context.SpanId));
        Assert.Null(context.OtherTraceState);
    }

    [Fact]
    public void Extract_first_ends_with_the_first_sound_context()
    {
        var settings = Settings.Of(settings => settings.ExtractFirst = true);
        Assert.Equal((10UL, null, null), AllOfOneTrace.Extract(settings) is { } same ? (same.SpanId, same.LastParentId, same.OtherTraceState) : default);
        var other = ManyTraces().Extract(settings)!;
        Assert.Empty(other.Links);
        Assert.Equal("b", other.Baggage.GetBaggage("a"));

        var w3c = new Headers([("x-datadog-trace-id", "0"), ("traceparent", $"00-{TraceId}-000000000000000b-01")]).Extract(settings)!;
        Assert.Equal(11UL, w3c.SpanId); // the first that is sound
    }

    [Fact]
    public void Restart_keeps_one_link_and_the_baggage()
    {
        var context = ManyTraces().Extract(Settings.Of(settings => settings.Behavior = ExtractBehavior.Restart))!;
        Assert.Equal((true, 0UL, null, null), (context.TraceId128.IsZero, context.SpanId, context.SamplingPriority, context.Origin));
        Assert.Equal("b", context.Baggage.GetBaggage("a"));
        var link = Assert.Single(context.Links);
        Assert.Equal((1UL, 2UL), (link.Context.TraceId, link.Context.SpanId));
        Assert.Equal([new("reason", "propagation_behavior_extract"), new("context_headers", "datadog")], link.Attributes);
    }

    [Fact]
    public void Restart_links_to_what_was_merged()
    {
        var context = AllOfOneTrace.Extract(Settings.Of(settings => settings.Behavior = ExtractBehavior.Restart))!;
        Assert.Equal((11UL, "vendor=x"), (context.Links[0].Context.SpanId, context.Links[0].Context.OtherTraceState));
    }

    [Fact]
    public void Restart_without_a_context_has_no_link()
    {
        var settings = Settings.Of(settings => settings.Behavior = ExtractBehavior.Restart);
        Assert.Null(new Headers().Extract(settings));
        Assert.Empty(new Headers([("baggage", "a=b")]).Extract(settings)!.Links);
    }

    [Fact]
    public void Ignore_keeps_nothing() => Assert.Null(ManyTraces().Extract(Settings.Of(settings => settings.Behavior = ExtractBehavior.Ignore)));

    [Fact]
    public void Baggage_alone_is_a_context_without_a_trace()
    {
        var context = new Headers([("baggage", "a=b"), ("x-datadog-trace-id", "broken")]).Extract(Settings.Of())!;
        Assert.Equal((true, 0UL, true, "b"), (context.TraceId128.IsZero, context.SpanId, context.IsRemote, context.Baggage.GetBaggage("a")));
        Assert.Empty(context.Links);
        Assert.Equal(["baggage"], Headers.Inject(context, Settings.Of()).Names);
    }

    [Fact]
    public void Baggage_stands_beside_the_first_context_in_any_order()
    {
        foreach (var style in new[] { "baggage,datadog", "datadog,baggage" })
        {
            var context = AllOfOneTrace.Extract(Settings.Read("DD_TRACE_PROPAGATION_STYLE", style).Settings)!;
            Assert.Equal((10UL, "b"), (context.SpanId, context.Baggage.GetBaggage("a")));
        }
    }

    [Fact]
    public void None_reads_and_writes_nothing()
    {
        var settings = Settings.Read("DD_TRACE_PROPAGATION_STYLE", "none").Settings;
        Assert.Null(AllOfOneTrace.Extract(settings));
        Assert.Empty(Headers.Inject(new SpanContext(1, 2), settings));
    }

    [Fact]
    public void What_came_in_goes_out_in_every_format_in_the_order_that_is_configured()
    {
        var styles = Enum.GetValues<PropagationStyle>().Reverse().ToArray();
        var context = AllOfOneTrace.Extract(Settings.Of())!;
        var sent = Headers.Inject(context, Settings.Of(styles));
        Assert.Equal(
            [
                "x-amzn-trace-id", "baggage", "b3", "x-b3-traceid", "x-b3-spanid", "x-b3-sampled", "traceparent", "tracestate", "x-datadog-trace-id",
                "x-datadog-parent-id", "x-datadog-tags",
            ],
            sent.Names);
        foreach (var style in styles.Except([PropagationStyle.Baggage]))
        {
            var back = sent.Extract(Settings.Of(style))!;
            Assert.Equal((context.TraceId128, context.SpanId), (back.TraceId128, back.SpanId));
        }
    }

    private static Headers ManyTraces() => new(
    [
        ("x-datadog-trace-id", "1"), ("x-datadog-parent-id", "2"),
        ("traceparent", $"00-{OtherTraceId}-0000000000000003-01"), ("tracestate", "dd=s:2;o:rum,v=x"),
        ("x-b3-traceid", TraceId), ("x-b3-spanid", "0000000000000004"), ("b3", $"{TraceId}-0000000000000005-0"),
        ("x-amzn-trace-id", "Root=1-640cfd8d-000000000000000000000001;Parent=0000000000000006;Sampled=1"), ("baggage", "a=b"),
    ]);
}
