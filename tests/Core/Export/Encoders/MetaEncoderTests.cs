using System.Diagnostics;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Encoders;

public class MetaEncoderTests
{
    public static TheoryData<object?, string?> Values => new()
    {
        { "text", "text" },
        { "", null },
        { null, null },
        { true, "true" },
        { 'c', "c" },
        { DayOfWeek.Monday, "Monday" },
        { new Uri("http://x/"), "http://x/" },
        { TimeSpan.FromSeconds(1), "00:00:01" },
        { new[] { "a", "b" }, "a,b" },
        { new[] { 1, 2 }, "1,2" },
        { new object?[] { true, null, 1.5, "x" }, "true,,1.5,x" },
        { Array.Empty<string>(), null },
        { 12.5f.GetType(), "System.Single" },
        { Guid.Empty, "00000000-0000-0000-0000-000000000000" },
        { new DateTime(2026, 2, 1, 3, 4, 5, DateTimeKind.Utc), "02/01/2026 03:04:05" },
        { '\u20ac', "\u20ac" },
        { new string('\u20ac', 5000), new string('\u20ac', 5000) },
        { new string('\u20ac', 5001), new string('\u20ac', 4997) + "..." },
        { new string('a', 4996) + "\ud83d\ude00" + "more", new string('a', 4996) + "..." },
        { "line\nbreak\0\u0001", "line\nbreak\0\u0001" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_of_any_type_become_text(object? value, string? expected) =>
        Assert.Equal(expected, Samples.Encode(Samples.Span("tag", value)).Meta.GetValueOrDefault("tag"));

    [Fact]
    public void A_tag_without_a_name_costs_nothing_but_itself()
    {
        var sent = Samples.Encode(Samples.Span(null, "nothing", null, 5, "", "empty", "a", "b"));
        Assert.Equal(("b", "empty"), (sent.Meta["a"], sent.Meta[""]));
        Assert.Empty(sent.Metrics.Keys.Except(["_sampling_priority_v1", "_dd.top_level", "process_id"]));
    }

    [Fact]
    public void A_collection_that_holds_itself_is_written_one_level_deep()
    {
        var items = new object?[] { "a", null };
        items[1] = items;
        Assert.StartsWith("a,", Samples.Encode(Samples.Span("tag", items)).Meta["tag"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_without_an_end_is_cut()
    {
        Assert.InRange(Samples.Encode(Samples.Span("tag", Endless())).Meta["tag"].Length, 1, 10_000);

        static IEnumerable<string> Endless()
        {
            while (true)
            {
                yield return "a";
            }
        }
    }

    [Fact]
    public void Settings_are_on_every_span_and_a_spans_own_tags_go_before_them()
    {
        var settings = Samples.Settings;
        (settings.Environment, settings.ServiceVersion) = ("prod", "1.2");
        settings.GlobalTags["team"] = "core";
        settings.GlobalTags["region"] = "eu";
        var meta = Samples.Encode(Samples.Span("region", "us", "version", "2.0"), settings).Meta;
        Assert.Equal(("prod", "2.0", "core", "us", "dotnet"), (meta["env"], meta["version"], meta["team"], meta["region"], meta["language"]));
    }

    [Fact]
    public void What_is_not_known_is_left_out() =>
        Assert.Equal(["_dd.p.tid", "_dd.tags.process", "language", "runtime-id"], Samples.Encode(Samples.Span()).Meta.Keys.Order());

    [Theory]
    [InlineData(ActivityKind.Internal, null)]
    [InlineData(ActivityKind.Server, "server")]
    [InlineData(ActivityKind.Client, "client")]
    [InlineData(ActivityKind.Producer, "producer")]
    [InlineData(ActivityKind.Consumer, "consumer")]
    public async Task Kind_and_source_are_told(ActivityKind kind, string? expected)
    {
        await using TestTracer tests = new();
        TestTracer.Source.StartActivity("a", kind)!.Stop();
        var meta = (await tests.FlushOneAsync()).Meta;
        Assert.Equal((expected, "Waybill.Core.Tests"), (meta.GetValueOrDefault("span.kind"), meta["component"]));
    }

    [Theory]
    [InlineData("dd=p:000000000000000a", "000000000000000a")]
    [InlineData("vendor=x", "0000000000000000")]
    [InlineData(null, "0000000000000000")]
    public async Task Last_parent_of_W3C_headers_is_on_the_local_root(string? traceState, string expected)
    {
        await using TestTracer tests = new();
        var parent = new Headers([("traceparent", "00-640cfd8d000000000000000000000007-0000000000000008-01"), ("tracestate", traceState)]).Extract();
        using (tests.Tracer.StartActive("root", new SpanCreationSettings { Parent = parent }))
        {
            tests.Tracer.StartActive("child").Close();
        }

        Assert.Equal([null, expected], (await tests.FlushAsync()).Select(span => span.Meta.GetValueOrDefault("_dd.parent_id")));
    }

    [Fact]
    public async Task Datadogs_headers_alone_name_no_last_parent()
    {
        await using TestTracer tests = new();
        tests.Tracer.StartActive("root", new SpanCreationSettings { Parent = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8")]).Extract() }).Close();
        var meta = (await tests.FlushOneAsync()).Meta;
        Assert.DoesNotContain("_dd.parent_id", meta.Keys);
        Assert.DoesNotContain("_dd.p.tid", meta.Keys); // a trace of 64 bits
    }

    [Fact]
    public void What_was_wrong_with_the_tags_that_came_in_is_on_the_local_root()
    {
        var child = Samples.Span();
        TraceLevelState trace = new() { Tags = new PropagatedTags([], "decoding_error") };
        Assert.Equal("decoding_error", Assert.Single(Samples.Encode(Samples.Chunk(trace, child))).Meta["_dd.propagation_error"]);
    }

    [Fact]
    public void An_exception_is_told_only_on_a_failed_span()
    {
        Activity.Current = null;
        var span = new Activity("span").Start();
        span.AddException(new FormatException("handled"));
        span.Stop();
        Assert.DoesNotContain(Samples.Encode(span).Meta.Keys, key => key.StartsWith("error", StringComparison.Ordinal));

        span.SetStatus(ActivityStatusCode.Error, "why");
        var meta = Samples.Encode(span).Meta;
        Assert.Equal(("handled", "System.FormatException"), (meta["error.message"], meta["error.type"]));
        Assert.Contains("FormatException: handled", meta["error.stack"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_without_an_exception_has_its_description()
    {
        var span = Samples.Span("error.type", "Local_MsgTimedOut");
        span.SetStatus(ActivityStatusCode.Error, "timed out");
        var meta = Samples.Encode(span).Meta;
        Assert.Equal(("timed out", "Local_MsgTimedOut"), (meta["error.message"], meta["error.type"]));
    }
}
