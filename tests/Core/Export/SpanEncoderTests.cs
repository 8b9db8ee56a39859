using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Export;

public class SpanEncoderTests
{
    private static readonly string[] Fields = ["trace_id", "span_id", "name", "resource", "service", "type", "start", "duration", "meta", "metrics"];

    [Fact]
    public void A_root_has_its_fields_in_order()
    {
        var span = Samples.Span();
        var sent = Samples.Encode(span);
        Assert.Equal(Fields, sent.Keys);
        Assert.Equal(TraceId128.From(span.TraceId).Lower, sent.TraceId);
        Assert.Equal(Hex.From(span.SpanId), sent.SpanId);
        Assert.Equal(("span", "span", "tests", null), (sent.Name, sent.Resource, sent.Service, sent.Type));
        Assert.Equal((ulong)(span.StartTimeUtc - DateTime.UnixEpoch).Ticks * 100, sent.Start);
        Assert.Equal((ulong)span.Duration.Ticks * 100, sent.Duration);
    }

    [Fact]
    public void Parent_error_and_links_are_there_when_there_are_any()
    {
        Activity.Current = null;
        var span = new Activity("span").SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateFromString("000000000000000a")).Start();
        span.SetStatus(ActivityStatusCode.Error);
        span.AddLink(new ActivityLink(new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default)));
        span.Stop();
        var sent = Samples.Encode(span);
        Assert.Equal([.. Fields[..8], "parent_id", "error", "meta", "metrics", "span_links"], sent.Keys);
        Assert.Equal((10UL, 1UL), (sent.ParentId, sent.Error));
    }

    [Theory]
    [InlineData(1900, 0UL)]
    [InlineData(1970, 0UL)]
    [InlineData(2000, 946684800000000000UL)]
    [InlineData(9999, 9223372036854775800UL)]
    public void A_start_of_any_year_gives_a_number_that_the_agent_takes(int year, ulong expected)
    {
        Activity.Current = null;
        var span = new Activity("span").SetStartTime(new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Start();
        span.Stop();
        var sent = Samples.Encode(span);
        Assert.Equal(expected, sent.Start);
        Assert.InRange(sent.Duration, 0UL, (ulong)long.MaxValue);
    }

    [Fact]
    public async Task Trace_level_data_is_on_the_first_span_the_root_and_the_orphans()
    {
        await using TestTracer tests = new();
        var parent = new Headers(
        [
            ("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", "2"), ("x-datadog-origin", "rum"),
            ("x-datadog-tags", "_dd.p.dm=-4,_dd.p.usr.id=MTIz,_dd.p.tid=640cfd8d00000000"),
        ]).Extract();
        using (tests.Tracer.StartActive("root", new SpanCreationSettings { Parent = parent }))
        using (tests.Tracer.StartActive("child"))
        {
            tests.Tracer.StartActive("leaf").Close();
        }

        var spans = await tests.FlushAsync();
        ReceivedSpan leaf = spans[0], child = spans[1], root = spans[2];
        Assert.Equal(["leaf", "child", "root"], spans.Select(span => span.Name));
        Assert.Equal(("-4", "MTIz", "640cfd8d00000000"), (leaf.Meta["_dd.p.dm"], leaf.Meta["_dd.p.usr.id"], leaf.Meta["_dd.p.tid"]));
        Assert.All([child, root], span => Assert.DoesNotContain(span.Meta.Keys, key => key.StartsWith("_dd.p.", StringComparison.Ordinal)));
        Assert.All(spans, span => Assert.Equal(("dotnet", "rum"), (span.Meta["language"], span.Meta["_dd.origin"])));

        Assert.Equal((2, 1, Environment.ProcessId), (root.Metrics["_sampling_priority_v1"], root.Metrics["_dd.top_level"], root.Metrics["process_id"]));
        Assert.True(Guid.TryParse(root.Meta["runtime-id"], out _));
        Assert.All([leaf, child], span => Assert.Empty(span.Metrics));
        Assert.All([leaf, child], span => Assert.DoesNotContain("runtime-id", span.Meta.Keys));
    }

    [Fact]
    public async Task A_part_of_a_trace_is_a_chunk_with_its_own_marks()
    {
        await using TestTracer tests = new();
        using (var root = tests.Tracer.StartActive("root"))
        {
            for (var count = 0; count < OpenTraces.PartialFlushSpans; count++)
            {
                using var child = tests.Tracer.StartActive("child");
                tests.Tracer.StartActive("leaf").Close();
            }
        }

        await tests.FlushAsync();
        Assert.Equal([500, 500, 1], tests.Agent.Chunks.Select(chunk => chunk.Count));
        foreach (var chunk in tests.Agent.Chunks)
        {
            var here = chunk.Select(span => (ulong?)span.SpanId).ToHashSet();
            Assert.All(chunk, span => Assert.Equal(!here.Contains(span.ParentId), span.Metrics.ContainsKey("_sampling_priority_v1")));
            Assert.Equal("-0", chunk[0].Meta["_dd.p.dm"]);
            Assert.Equal([chunk[0]], chunk.Where(span => span.Meta.ContainsKey("_dd.p.tid")));
        }
    }
}
