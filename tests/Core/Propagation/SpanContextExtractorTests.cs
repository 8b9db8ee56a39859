using System.Globalization;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class SpanContextExtractorTests
{
    private const string Lower = "000000003ade68b1";
    private const string TraceParent = $"00-0000000000000000{Lower}-000000003ade68b1-01"; // parent 987654321

    // Datadog's headers come first, W3C's name another parent of the same trace.
    [Theory]
    [InlineData("987654321", null, 987654321UL, null)]
    [InlineData("987654321", "dd=p:000000000000000b", 987654321UL, null)]
    [InlineData("10", "dd=p:000000000000000a", 987654321UL, 10UL)]
    [InlineData("10", "dd=s:1", 987654321UL, 10UL)]
    [InlineData("10", "dd=p:0000000000000000", 987654321UL, 10UL)]
    [InlineData("10", "dd=p:8fffffffffffffff", 987654321UL, 0x8fffffffffffffffUL)]
    public void W3C_brings_the_parent_when_both_are_of_one_trace(string parentId, string? traceState, ulong expectedParent, ulong? lastParent)
    {
        var context = new Headers(
        [
            ("x-datadog-trace-id", "987654321"), ("x-datadog-parent-id", parentId), ("x-datadog-sampling-priority", "2"), ("x-datadog-origin", "rum"),
            ("x-datadog-tags", "_dd.p.dm=-4"), ("traceparent", TraceParent), ("tracestate", $"{traceState},vendor=x"),
        ]).Extract()!;
        Assert.Equal((expectedParent, lastParent), (context.SpanId, context.LastParentId));
        Assert.Equal((SamplingPriority.UserKeep, "rum", "vendor=x"), (context.SamplingPriority, context.Origin, context.OtherTraceState));
        Assert.Equal([new("_dd.p.dm", "-4")], context.PropagatedTags);
        Assert.Empty(context.Links);
        Assert.True(context.IsRemote);
    }

    [Fact]
    public void A_context_of_another_trace_becomes_a_link()
    {
        var context = new Headers(
            [("x-datadog-trace-id", "1"), ("x-datadog-parent-id", "2"), ("traceparent", TraceParent), ("tracestate", "dd=s:2,vendor=x")]).Extract()!;
        Assert.Equal((1UL, 2UL, null), (context.TraceId, context.SpanId, context.OtherTraceState));
        var link = Assert.Single(context.Links);
        Assert.Equal((987654321UL, 987654321UL), (link.Context.TraceId, link.Context.SpanId));
        Assert.Equal([new("reason", "terminated_context"), new("context_headers", "tracecontext")], link.Attributes);
    }

    [Fact]
    public void W3C_alone_is_enough_and_keeps_its_last_parent()
    {
        var context = new Headers([("x-datadog-trace-id", "broken"), ("traceparent", TraceParent), ("tracestate", "dd=p:000000000000000a")]).Extract()!;
        Assert.Equal((987654321UL, 10UL), (context.TraceId, context.LastParentId));
        Assert.Empty(context.Links);
    }

    [Fact]
    public void Broken_W3C_headers_leave_Datadogs_context()
    {
        var context = new Headers([("x-datadog-trace-id", "1"), ("traceparent", "broken"), ("tracestate", "a=b")]).Extract()!;
        Assert.Equal((1UL, null, null), (context.TraceId, context.LastParentId, context.OtherTraceState));
    }

    [Fact]
    public void Without_headers_there_is_no_context() => Assert.Null(new Headers().Extract());

    [Fact]
    public void Reads_through_a_delegate()
    {
        Dictionary<string, string> headers = new() { ["x-datadog-trace-id"] = "1", ["x-datadog-parent-id"] = "2" };
        var context = new SpanContextExtractor().Extract(headers, (carrier, name) => carrier.TryGetValue(name, out var value) ? [value] : []);
        Assert.Equal((1UL, 2UL), (context!.TraceId, context.SpanId));
    }

    [Fact]
    public void A_delegate_that_throws_costs_only_that_header()
    {
        var context = (SpanContext)new SpanContextExtractor().Extract("", (_, name) => name switch
        {
            "x-datadog-trace-id" => ["1"],
            "x-datadog-parent-id" => throw new InvalidOperationException("no such header"),
            "x-datadog-origin" => Failing(),
            "x-datadog-tags" => null!,
            "x-datadog-sampling-priority" => [null, "", "2"],
            _ => [],
        })!;
        Assert.Equal((1UL, 0UL, null, SamplingPriority.UserKeep), (context.TraceId, context.SpanId, context.Origin, context.SamplingPriority));

        static IEnumerable<string?> Failing()
        {
            yield return null;
            throw new FormatException("while it is read");
        }
    }

    [Fact]
    public void A_delegate_may_give_values_without_end()
    {
        Assert.Null(new SpanContextExtractor().Extract("", (_, _) => Endless()));

        static IEnumerable<string?> Endless()
        {
            while (true)
            {
                yield return "-1";
            }
        }
    }

    [Fact]
    public void A_delegate_is_asked_once_for_each_header()
    {
        List<string> asked = [];
        new SpanContextExtractor().Extract(asked, (names, name) =>
        {
            names.Add(name);
            return [name == "x-datadog-trace-id" ? "1" : "0"];
        });
        Assert.Equal(asked.Distinct(), asked);
    }

    [Fact]
    public void Null_arguments_are_refused()
    {
        SpanContextExtractor extractor = new();
        Assert.Throws<ArgumentNullException>(() => extractor.Extract((string)null!, (_, _) => []));
        Assert.Throws<ArgumentNullException>(() => extractor.Extract("", null!));
    }

    [Fact]
    public void A_culture_of_other_digits_and_signs_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "minus", PositiveSign = "plus" } };
        try
        {
            var context = new Headers([("x-datadog-trace-id", "1"), ("x-datadog-sampling-priority", "-1")]).Extract()!;
            Assert.Equal(SamplingPriority.UserReject, context.SamplingPriority);
            Assert.Equal("-1", Headers.Inject(context)["x-datadog-sampling-priority"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
