using System.Diagnostics;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests;

public class TracerTests
{
    [Fact]
    public async Task Spans_nest_on_their_flow()
    {
        await using TestTracer tests = new();
        using (var outer = tests.Tracer.StartActive("outer"))
        {
            await Task.Yield();
            using (var inner = tests.Tracer.StartActive("inner"))
            {
                Assert.Equal(outer.Span.TraceId, inner.Span.TraceId);
                Assert.Equal(inner.Span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
            }

            Assert.Equal(outer.Span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
        }

        Assert.Null(tests.Tracer.ActiveScope);
        var spans = await tests.FlushAsync();
        Assert.Equal(["inner", "outer"], spans.Select(span => span.Name));
        Assert.Equal(spans[1].SpanId, spans[0].ParentId);
        Assert.Null(spans[1].ParentId);
    }

    [Fact]
    public async Task An_extracted_context_is_continued()
    {
        await using TestTracer tests = new();
        var parent = new Headers(
        [
            ("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", "2"), ("x-datadog-origin", "rum"),
            ("x-datadog-tags", "_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000"),
        ]).Extract();
        Headers sent;
        using (var scope = tests.Tracer.StartActive("process", new SpanCreationSettings { Parent = parent }))
        {
            sent = Headers.Inject((SpanContext)scope.Span.Context);
            Assert.Equal(scope.Span.SpanId.ToString(), sent["x-datadog-parent-id"]);
        }

        Assert.Equal(("7", "2", "rum", "_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000"),
            (sent["x-datadog-trace-id"], sent["x-datadog-sampling-priority"], sent["x-datadog-origin"], sent["x-datadog-tags"]));
        var span = await tests.FlushOneAsync();
        Assert.Equal((7UL, 8UL), (span.TraceId, span.ParentId));
        Assert.Equal(("640cfd8d00000000", "-4", "rum"), (span.Meta["_dd.p.tid"], span.Meta["_dd.p.dm"], span.Meta["_dd.origin"]));
        Assert.Equal(2, span.Metrics["_sampling_priority_v1"]);
    }

    [Fact]
    public async Task A_parent_without_a_span_id_gives_its_trace()
    {
        await using TestTracer tests = new();
        using (tests.Tracer.StartActive("process", new SpanCreationSettings { Parent = new SpanContext(7, 0) }))
        {
        }

        var span = await tests.FlushOneAsync();
        Assert.Equal((7UL, null, 1), (span.TraceId, span.ParentId, span.Metrics["_dd.top_level"]));
    }

    [Fact]
    public async Task None_as_a_parent_starts_a_trace_and_the_flow_comes_back()
    {
        await using TestTracer tests = new();
        using (var outer = tests.Tracer.StartActive("outer"))
        {
            using (var other = tests.Tracer.StartActive("other", new SpanCreationSettings { Parent = SpanContext.None }))
            {
                Assert.NotEqual(outer.Span.TraceId, other.Span.TraceId);
                Assert.Equal(other.Span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
            }

            Assert.Equal(outer.Span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
        }

        Assert.All(await tests.FlushAsync(), span => Assert.Null(span.ParentId));
    }

    [Fact]
    public async Task A_local_span_as_a_parent_is_not_remote()
    {
        await using TestTracer tests = new();
        using var outer = tests.Tracer.StartActive("outer");
        using var between = tests.Tracer.StartActive("between");
        tests.Tracer.StartActive("child", new SpanCreationSettings { Parent = outer.Span.Context }).Close();
        between.Close();
        outer.Close();

        var spans = await tests.FlushAsync();
        var child = spans.Single(span => span.Name == "child");
        Assert.Equal(outer.Span.SpanId, child.ParentId);
        Assert.False(child.Metrics.ContainsKey("_dd.top_level"));
        Assert.False(child.Metrics.ContainsKey("_sampling_priority_v1"));
    }

    [Fact]
    public async Task Links_of_a_parent_reach_the_span()
    {
        await using TestTracer tests = new();
        var parent = new Headers(
            [("x-datadog-trace-id", "7"), ("traceparent", "00-640cfd8d00000000000000000000000a-000000000000000b-01")]).Extract();
        tests.Tracer.StartActive("process", new SpanCreationSettings { Parent = parent }).Close();
        var link = Assert.Single((await tests.FlushOneAsync()).Links);
        Assert.Equal((0x640cfd8d00000000UL, 10UL, 11UL), (link["trace_id_high"], link["trace_id"], link["span_id"]));
    }

    [Fact]
    public async Task A_start_time_is_taken_over()
    {
        await using TestTracer tests = new();
        var start = DateTimeOffset.UtcNow.AddMinutes(-3);
        tests.Tracer.StartActive("late", new SpanCreationSettings { StartTime = start }).Close();
        var span = await tests.FlushOneAsync();
        Assert.Equal((ulong)(start - DateTimeOffset.UnixEpoch).Ticks * 100, span.Start);
        Assert.InRange(span.Duration, 179_000_000_000UL, 300_000_000_000UL);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task An_operation_needs_a_name(string? name)
    {
        await using TestTracer tests = new();
        Assert.ThrowsAny<ArgumentException>(() => tests.Tracer.StartActive(name!));
    }

    [Fact]
    public async Task Who_disposes_while_another_does_waits_for_the_last_spans()
    {
        await using TestTracer tests = new(new ScriptedAgent { Otherwise = AgentStep.Accept with { Delay = TimeSpan.FromSeconds(1) } });
        tests.Tracer.StartActive("last").Close();
        var first = tests.Tracer.DisposeAsync().AsTask();
        await tests.Tracer.DisposeAsync();
        Assert.Equal(1, tests.Tracer.ExportStatistics.Accepted);
        await first;
    }

    [Fact]
    public async Task A_log_that_asks_for_the_tracer_while_it_starts_gets_that_one()
    {
        await using ScriptedAgent agent = new();
        await Tracer.Instance.DisposeAsync();
        List<Tracer> seen = [];
        TracerSettings settings = new(name => name == "DD_TRACE_SAMPLING_RULES" ? "no rules" : null)
        {
            AgentUri = agent.Address,
            Log = _ => seen.Add(Tracer.Instance),
        };
        await using var tracer = Tracer.Configure(settings);
        Assert.Same(tracer, Assert.Single(seen));
        Assert.Same(tracer, Tracer.Instance);
    }

    [Fact]
    public async Task Configure_replaces_the_tracer_which_then_sends_what_it_has()
    {
        await using TestTracer tests = new();
        tests.Tracer.StartActive("first").Close();
        var open = tests.Tracer.StartActive("open");
        await using ScriptedAgent other = new();
        await using var next = Tracer.Configure(new TracerSettings(_ => null) { ServiceName = "next", AgentUri = other.Address });

        Assert.Same(next, Tracer.Instance);
        Assert.Equal("next", next.DefaultServiceName);
        Assert.Equal("first", Assert.Single(tests.Agent.Spans).Name);
        open.Close();
        next.StartActive("second", new SpanCreationSettings { Parent = SpanContext.None }).Close();
        await next.ForceFlushAsync();
        Assert.Equal(["open", "second"], other.Spans.Select(span => span.Name));
        Assert.Throws<ArgumentNullException>(() => Tracer.Configure(null!));
    }

    [Fact]
    public async Task After_its_end_spans_can_be_made_and_are_not_counted()
    {
        TestTracer tests = new();
        await tests.DisposeAsync();
        await tests.Tracer.DisposeAsync();
        using (var scope = tests.Tracer.StartActive("late"))
        {
            scope.Span.SetTag("a", "b");
            Assert.Equal("b", scope.Span.GetTag("a"));
        }

        Assert.Equal(0, tests.Tracer.ExportStatistics.Ended);
    }

    [Fact]
    public async Task An_open_trace_counts_as_buffered_and_is_sent_at_the_end()
    {
        TestTracer tests = new();
        var open = tests.Tracer.StartActive("open");
        tests.Tracer.StartActive("ended").Close();
        var statistics = tests.Tracer.ExportStatistics;
        Law.Holds(statistics);
        Assert.Equal((1, 1), (statistics.Ended, statistics.Buffered));

        await tests.DisposeAsync();
        open.Close();
        Assert.Equal("ended", Assert.Single(tests.Agent.Spans).Name);
        Law.Holds(tests.Tracer.ExportStatistics, tests.Agent);
    }

    [Fact]
    public async Task Activities_of_others_are_recorded()
    {
        await using TestTracer tests = new();
        using (tests.Tracer.StartActive("outer"))
        using (TestTracer.Source.StartActivity("third-party", ActivityKind.Client))
        {
        }

        var spans = await tests.FlushAsync();
        Assert.Equal(["third-party", "outer"], spans.Select(span => span.Name));
        Assert.Equal("Waybill.Core.Tests", spans[0].Meta["component"]);
    }

    [Fact]
    public async Task The_log_of_the_tracer_that_is_replaced_may_ask_for_the_tracer()
    {
        await using TestTracer tests = new(
            new ScriptedAgent(AgentStep.Respond(400)), settings => settings.Log = _ => _ = Tracer.Instance.DefaultServiceName);
        tests.Tracer.StartActive("refused").Close();
        var next = await Task.Run(() => Tracer.Configure(Samples.Settings)).WaitAsync(TimeSpan.FromSeconds(10));
        await next.DisposeAsync();
        Assert.Equal(1, tests.Tracer.ExportStatistics.Dropped[DropReason.Rejected]);
    }

    [Fact]
    public async Task Baggage_of_a_parent_is_current_in_the_scope_and_goes_on()
    {
        await using TestTracer tests = new();
        Baggage.Current = Baggage.Create([new("outer", "1")]);
        var parent = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("baggage", "a=b")]).Extract();
        using (var scope = tests.Tracer.StartActive("process", new SpanCreationSettings { Parent = parent }))
        {
            Assert.Equal([new("a", "b")], Baggage.Current.GetBaggage());
            using (var inner = tests.Tracer.StartActive("inner"))
            {
                Baggage.SetBaggage("c", "d");
                Assert.Equal("a=b,c=d", Headers.Inject((SpanContext)inner.Span.Context)["baggage"]);
            }

            Assert.Equal(2, Baggage.Current.Count); // a span without a baggage of its own takes none away
        }

        Assert.Equal([new("outer", "1")], Baggage.Current.GetBaggage());
        Baggage.Current = default;
    }

    [Fact]
    public async Task A_parent_without_baggage_leaves_what_is_current()
    {
        await using TestTracer tests = new();
        Baggage.Current = Baggage.Create([new("outer", "1")]);
        using (tests.Tracer.StartActive("process", new SpanCreationSettings { Parent = new SpanContext(7, 8) }))
        {
            Assert.Equal("1", Baggage.GetBaggage("outer"));
        }

        Assert.Equal("1", Baggage.GetBaggage("outer"));
        Baggage.Current = default;
    }

    [Fact]
    public async Task Baggage_alone_begins_a_trace_and_is_current()
    {
        await using TestTracer tests = new();
        var parent = new Headers([("baggage", "a=b")]).Extract();
        using (tests.Tracer.StartActive("process", new SpanCreationSettings { Parent = parent }))
        {
            Assert.Equal("b", Baggage.GetBaggage("a"));
        }

        Assert.Null(Baggage.GetBaggage("a"));
        var span = await tests.FlushOneAsync();
        Assert.Null(span.ParentId);
        Assert.Empty(span.Links);
    }

    [Fact]
    public async Task Restart_begins_a_trace_that_links_to_the_sender()
    {
        await using TestTracer tests = new(configure: settings => settings.Propagation.Behavior = ExtractBehavior.Restart);
        var parent = new Headers(
        [
            ("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", "-1"), ("x-datadog-origin", "rum"), ("baggage", "a=b"),
        ]).Extract();
        using (var scope = tests.Tracer.StartActive("process", new SpanCreationSettings { Parent = parent }))
        {
            Assert.NotEqual(7UL, scope.Span.TraceId);
            Assert.Equal("b", Baggage.GetBaggage("a"));
            Assert.Equal("1", Headers.Inject((SpanContext)scope.Span.Context)["x-datadog-sampling-priority"]);
        }

        var span = await tests.FlushOneAsync();
        Assert.Null(span.ParentId);
        Assert.Equal((1, false), (span.Metrics["_sampling_priority_v1"], span.Meta.ContainsKey("_dd.origin")));
        var link = Assert.Single(span.Links);
        Assert.Equal((7UL, 8UL, 0x8000_0000UL), (link["trace_id"], link["span_id"], link["flags"]));
        Assert.Equal(
            new Dictionary<string, object?> { ["reason"] = "propagation_behavior_extract", ["context_headers"] = "datadog" },
            ReceivedSpan.ToDictionary<object?>((List<KeyValuePair<string, object?>>)link["attributes"]!));
    }

    [Fact]
    public async Task The_settings_of_the_tracer_are_those_of_new_injectors_and_extractors()
    {
        await using (TestTracer tests = new(configure: settings => settings.Propagation = Settings.Of(PropagationStyle.B3Single)))
        {
            Dictionary<string, string> headers = [];
            new SpanContextInjector().Inject(headers, (carrier, name, value) => carrier[name] = value, new SpanContext(7, 8));
            Assert.Equal(["b3"], headers.Keys);
            Assert.Equal(["b3"], Headers.Inject(new SpanContext(7, 8)).Names);
            Assert.Equal(7UL, new SpanContextExtractor().Extract(headers, (carrier, name) => carrier.TryGetValue(name, out var value) ? [value] : [])!.TraceId);
        }

        await using TestTracer next = new();
        Assert.Contains("traceparent", Headers.Inject(new SpanContext(7, 8)).Names);
    }

    [Fact]
    public async Task A_flush_after_the_end_has_nothing_to_do()
    {
        TestTracer tests = new();
        tests.Tracer.StartActive("a").Close();
        await tests.DisposeAsync();
        Assert.True(await tests.Tracer.ForceFlushAsync());
    }
}
