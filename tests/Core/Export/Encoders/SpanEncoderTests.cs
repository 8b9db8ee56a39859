using System.Diagnostics;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Export.Encoders;

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

    [Fact]
    public void A_span_of_another_service_is_top_level_and_names_the_one_that_it_is_part_of()
    {
        var settings = Samples.Settings;
        settings.ServiceVersion = "1.2";
        Activity.Current = null;
        var root = new Activity("root").Start();
        var same = new Activity("same").SetTag("service.name", "TESTS").Start();
        var other = new Activity("other").SetTag("service.name", "db").Start();
        var leaf = new Activity("leaf").SetTag("service.name", "db").Start();
        Activity[] spans = [leaf, other, same, root];
        foreach (var span in spans)
        {
            span.Stop();
        }

        Check(Samples.Encode(Samples.Chunk(spans), settings));
        Check([.. spans.Select(span => Samples.Encode(span, settings))]); // the parent is known, although it is in another chunk

        static void Check(IReadOnlyList<ReceivedSpan> sent)
        {
            Assert.Equal([false, true, true, true], sent.Select(span => span.Metrics.ContainsKey("_dd.top_level")));
            Assert.Equal([false, true, true, true], sent.Select(span => span.Meta.ContainsKey("runtime-id")));
            Assert.Equal([false, false, false, true], sent.Select(span => span.Metrics.ContainsKey("process_id")));
            Assert.Equal(["tests", "tests", null, null], sent.Select(span => span.Meta.GetValueOrDefault("_dd.base_service")));
            Assert.Equal([null, null, "1.2", "1.2"], sent.Select(span => span.Meta.GetValueOrDefault("version")));
            Assert.Equal(["db", "db", "TESTS", "tests"], sent.Select(span => span.Service));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_the_root_there_no_other_span_tells_the_priority(bool isRootThere)
    {
        Activity.Current = null;
        var root = new Activity("root").Start();
        var between = new Activity("between").Start();
        var orphan = new Activity("orphan").Start();
        foreach (var span in (Activity[])[orphan, between, root])
        {
            span.Stop();
        }

        var sent = Samples.Encode(Samples.Chunk(isRootThere ? [orphan, root] : [orphan]));
        Assert.Equal(isRootThere ? [false, true] : [true], sent.Select(span => span.Metrics.ContainsKey("_sampling_priority_v1")));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(10_000)]
    public void In_a_chunk_of_any_size_parents_are_found(int count)
    {
        Activity.Current = null;
        var root = new Activity("root").Start();
        var spans = Enumerable.Range(1, count - 1).Select(_ => new Activity("child").SetParentId(root.TraceId, root.SpanId).Start()).Append(root).ToArray();
        SpanEncoder encoder = new(Samples.Settings);
        MessagePackWriter writer = new();
        Assert.Equal([root.SpanId], Told(spans));
        var orphans = spans[..^1];
        Assert.Equal(orphans.Select(span => span.SpanId), Told(orphans)); // nothing is left of the chunk before

        IEnumerable<ActivitySpanId> Told(Activity[] chunk)
        {
            writer.Truncate(0);
            writer.WriteArrayHeader(1);
            encoder.Encode(Samples.Chunk(chunk), writer, isFirstOfPayload: true);
            return ReceivedSpan.Decode(writer.Written)[0].Where(span => span.Metrics.ContainsKey("_sampling_priority_v1")).Select(span => Hex.ToActivitySpanId(span.SpanId));
        }
    }

    [Fact]
    public void The_process_is_told_once_a_payload()
    {
        var builder = Samples.Builder(1 << 20);
        builder.TryAdd(Samples.Chunk(Samples.Span(), Samples.Span()));
        builder.TryAdd(Samples.Chunk(Samples.Span()));
        var spans = ReceivedSpan.Decode(Samples.Body(builder.TryTake()!)).SelectMany(chunk => chunk).ToArray();
        Assert.Equal([true, false, false], spans.Select(span => span.Meta.ContainsKey("_dd.tags.process")));
        Assert.Matches("^entrypoint.basedir:[^,:]+,entrypoint.name:Waybill.Core.Tests,entrypoint.workdir:[^,:]+,svc.user:true$", spans[0].Meta["_dd.tags.process"]);
    }

    [Fact]
    public void Long_texts_are_cut_where_the_agent_would()
    {
        var text = new string('a', 10_000);
        var sent = Samples.Encode(Samples.Span("operation.name", text, "resource.name", text, "service.name", text, "span.type", text, text, "value", text + "n", 1, "tag", text));
        Assert.Equal((100, 5000, 100, 100), (sent.Name.Length, sent.Resource.Length, sent.Service.Length, sent.Type!.Length));
        Assert.Equal("value", sent.Meta[text[..200]]);
        Assert.Equal(1, sent.Metrics[text[..200]]);
        Assert.Equal(text[..4997] + "...", sent.Meta["tag"]);
    }

    [Fact]
    public void Spans_of_the_usual_kinds_are_encoded_without_an_allocation()
    {
        Activity.Current = null;
        using ActivitySource source = new("Waybill.Core.Tests.Allocation");
        using Waybill.Support.ActivityRecorder recorder = new(source.Name);
        List<Activity> spans = [];
        Add(ActivityKind.Producer, "messaging.system", "kafka", "messaging.operation.type", "send", "messaging.destination.name", "orders", "messaging.kafka.offset", 5L);
        Add(ActivityKind.Consumer, "messaging.system", "kafka", "messaging.operation.type", "process", "messaging.destination.name", "orders", "flag", true);
        Add(ActivityKind.Producer, "messaging.system", "rabbitmq", "messaging.operation.type", "send", "amqp.exchange", "a", "messaging.rabbitmq.destination.routing_key", "b");
        Add(ActivityKind.Client, "messaging.system", "aws_sqs", "messaging.operation.type", "send", "messaging.operation.name", "SendMessage");
        Add(ActivityKind.Client, "http.request.method", "GET", "url.full", "http://user@host:81/a/b?c=d", "http.response.status_code", 200);
        Add(ActivityKind.Server, "http.request.method", "GET", "http.route", "/orders/{id}", "service.name", "other");
        Add(ActivityKind.Internal, "guid", Guid.NewGuid(), "time", DateTime.UtcNow, "real", 1.5, "unicode", "\u20ac\ud83d\ude00");
        spans[0].SetStatus(ActivityStatusCode.Error, "failed");
        var chunk = Samples.Chunk([.. spans]);
        SpanEncoder encoder = new(Samples.Settings);
        MessagePackWriter writer = new();

        var least = long.MaxValue;
        for (var round = 0; round < 200 && least > 0; round++)
        {
            writer.Truncate(0);
            var before = GC.GetAllocatedBytesForCurrentThread();
            encoder.Encode(chunk, writer, isFirstOfPayload: false);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);

        void Add(ActivityKind kind, params object[] tags)
        {
            using var span = source.StartActivity("operation", kind)!;
            foreach (var pair in tags.Chunk(2))
            {
                span.SetTag((string)pair[0], pair[1]);
            }

            spans.Add(span);
        }
    }
}
