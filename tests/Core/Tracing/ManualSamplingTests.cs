using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

/// <summary>When a trace is decided, and what of it arrives at the agent.</summary>
public class ManualSamplingTests
{
    [Theory]
    [InlineData("manual.keep", "true", 2)]
    [InlineData("manual.keep", "1", 2)]
    [InlineData("manual.drop", "Yes", -1)]
    [InlineData("sampling.priority", "0", 0)]
    [InlineData("sampling.priority", "userkeep", 2)]
    [InlineData("sampling.priority", "7", 7)]
    [InlineData("manual.drop", "false", 1)]
    [InlineData("manual.keep", null, 1)]
    [InlineData("sampling.priority", "much", 1)]
    public async Task Tags_decide_and_are_not_sent(string tag, string? value, int expected)
    {
        await using TestTracer tests = new();
        using (tests.Tracer.StartActive("root"))
        using (var child = tests.Tracer.StartActive("child"))
        {
            child.Span.SetTag(tag, value);
        }

        var spans = await tests.FlushAsync();
        var root = spans.Single(span => span.Name == "root");
        Assert.Equal(expected, root.Metrics["_sampling_priority_v1"]);
        Assert.Equal(expected == 1 ? "-0" : "-4", spans[0].Meta["_dd.p.dm"]);
        Assert.All(spans, span => Assert.DoesNotContain(tag, span.Meta.Keys));
    }

    [Fact]
    public async Task The_programs_decision_overrides_one_that_went_out_already()
    {
        await using TestTracer tests = new(configure: settings => settings.Sampling.Rate = 0);
        using (var scope = tests.Tracer.StartActive("a"))
        {
            Assert.Equal("-1", Headers.Inject((SpanContext)scope.Span.Context)["x-datadog-sampling-priority"]);
            scope.Span.SetTraceSamplingPriority(SamplingPriority.UserKeep);
            var sent = Headers.Inject((SpanContext)scope.Span.Context);
            Assert.Equal("2", sent["x-datadog-sampling-priority"]);
            Assert.Contains("_dd.p.dm=-4", sent["x-datadog-tags"], StringComparison.Ordinal);
        }

        Assert.Equal(2, (await tests.FlushOneAsync()).Metrics["_sampling_priority_v1"]);
    }

    [Fact]
    public async Task The_programs_decision_overrides_one_that_came_in()
    {
        await using TestTracer tests = new();
        var parent = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", "2"), ("x-datadog-tags", "_dd.p.dm=-3")]).Extract();
        using (var scope = tests.Tracer.StartActive("a", new SpanCreationSettings { Parent = parent }))
        {
            scope.Span.SetTraceSamplingPriority(SamplingPriority.UserReject);
            var sent = Headers.Inject((SpanContext)scope.Span.Context);
            Assert.Equal("-1", sent["x-datadog-sampling-priority"]);
            Assert.DoesNotContain("_dd.p.dm", sent["x-datadog-tags"] ?? "", StringComparison.Ordinal);
        }

        Assert.Equal(-1, (await tests.FlushOneAsync()).Metrics["_sampling_priority_v1"]);
    }

    [Fact]
    public async Task A_decision_that_came_in_goes_before_every_rule()
    {
        await using TestTracer tests = new(configure: settings => settings.Sampling.Rate = 0);
        var parent = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("x-datadog-sampling-priority", "1")]).Extract();
        tests.Tracer.StartActive("a", new SpanCreationSettings { Parent = parent }).Close();
        var span = await tests.FlushOneAsync();
        Assert.Equal(1, span.Metrics["_sampling_priority_v1"]);
        Assert.DoesNotContain("_dd.rule_psr", span.Metrics.Keys);
    }

    [Fact]
    public async Task A_trace_is_decided_from_its_root_as_it_is_at_the_first_injection()
    {
        await using TestTracer tests = new(configure: settings =>
            settings.Sampling.Rules = """[{"resource":"GET /health","sample_rate":0},{"tags":{"late":"*"},"sample_rate":0},{"service":"tests","name":"root","sample_rate":1}]""");
        using (var root = tests.Tracer.StartActive("root"))
        {
            root.Span.ResourceName = "GET /orders";
            using (var child = tests.Tracer.StartActive("child"))
            {
                Headers.Inject((SpanContext)child.Span.Context);
            }

            root.Span.ResourceName = "GET /health";
            root.Span.SetTag("late", "1");
        }

        using (var root = tests.Tracer.StartActive("root"))
        {
            root.Span.ResourceName = "GET /health"; // no injection: decided at the end
        }

        var roots = (await tests.FlushAsync()).Where(span => span.Name == "root").ToList();
        Assert.Equal([(2, 1), (-1, 0)], roots.Select(span => (span.Metrics["_sampling_priority_v1"], span.Metrics["_dd.rule_psr"])));
        Assert.Equal([true, false], roots.Select(span => span.Metrics.ContainsKey("_dd.limit_psr")));
    }

    [Fact]
    public async Task The_agents_answer_decides_about_later_traces()
    {
        ScriptedAgent agent = new(AgentStep.Respond(200, """{"rate_by_service":{"service:tests,env:":0}}"""));
        await using TestTracer tests = new(agent);
        tests.Tracer.StartActive("first").Close();
        await tests.FlushAsync();
        tests.Tracer.StartActive("second").Close();
        var spans = await tests.FlushAsync();
        Assert.Equal([("first", 1), ("second", 0)], spans.Select(span => (span.Name, (int)span.Metrics["_sampling_priority_v1"])));
        Assert.Equal((0, "-1", "0"), (spans[1].Metrics["_dd.agent_psr"], spans[1].Meta["_dd.p.dm"], spans[1].Meta["_dd.p.ksr"]));
        Assert.DoesNotContain("_dd.agent_psr", spans[0].Metrics.Keys);
    }

    [Fact]
    public async Task Single_spans_of_a_dropped_trace_are_marked()
    {
        await using TestTracer tests = new(configure: settings =>
        {
            settings.Sampling.Rate = 0;
            settings.Sampling.SpanRules = """[{"name":"import*"}]""";
        });
        using (tests.Tracer.StartActive("root"))
        {
            tests.Tracer.StartActive("important").Close();
            tests.Tracer.StartActive("other").Close();
        }

        var marked = (await tests.FlushAsync()).Where(span => span.Metrics.ContainsKey("_dd.span_sampling.mechanism")).ToList();
        Assert.Equal(("important", 8, 1), (Assert.Single(marked).Name, marked[0].Metrics["_dd.span_sampling.mechanism"], marked[0].Metrics["_dd.span_sampling.rule_rate"]));
    }

    [Fact]
    public async Task Rules_that_cannot_be_read_are_told_and_the_rest_works()
    {
        await using TestTracer tests = new(configure: settings => settings.Sampling.Rules = "[{}]");
        Assert.Contains(tests.Log, line => line.StartsWith("DD_TRACE_SAMPLING_RULES cannot be used", StringComparison.Ordinal));
        tests.Tracer.StartActive("a").Close();
        Assert.Equal(1, (await tests.FlushOneAsync()).Metrics["_sampling_priority_v1"]);
    }

    [Theory]
    [InlineData(SamplingPriority.UserKeep)]
    [InlineData(SamplingPriority.UserReject)]
    public async Task The_programs_decision_holds_for_children_that_begin_when_all_others_have_ended(SamplingPriority priority)
    {
        await using TestTracer tests = new(configure: settings => settings.Sampling.Rate = priority == SamplingPriority.UserKeep ? 0 : 1);
        TaskCompletionSource rootHasEnded = new();
        Task late;
        using (var root = tests.Tracer.StartActive("root"))
        {
            root.Span.SetTraceSamplingPriority(priority);
            late = LateAsync();
        }

        rootHasEnded.SetResult();
        await late;
        Assert.All(await tests.FlushAsync(), span => Assert.Equal((double)priority, span.Metrics["_sampling_priority_v1"]));
        Assert.Equal(2, tests.Agent.Chunks.Count);

        async Task LateAsync()
        {
            await rootHasEnded.Task;
            tests.Tracer.StartActive("late").Close();
        }
    }

    [Fact]
    public async Task Children_that_begin_when_all_others_have_ended_are_decided_by_the_same_root()
    {
        await using TestTracer tests = new(configure: settings => settings.Sampling.Rules = """[{"name":"root","sample_rate":0}]""");
        TaskCompletionSource rootHasEnded = new();
        Task late;
        using (tests.Tracer.StartActive("root"))
        {
            late = LateAsync();
        }

        rootHasEnded.SetResult();
        await late;
        Assert.All(await tests.FlushAsync(), span => Assert.Equal(-1, span.Metrics["_sampling_priority_v1"]));

        async Task LateAsync()
        {
            await rootHasEnded.Task;
            tests.Tracer.StartActive("late").Close();
        }
    }

    [Fact]
    public async Task The_hostname_is_of_the_local_root()
    {
        await using TestTracer tests = new(configure: settings => settings.Hostname = "host-1");
        using (tests.Tracer.StartActive("root"))
        {
            tests.Tracer.StartActive("child").Close();
        }

        Assert.Equal([null, "host-1"], (await tests.FlushAsync()).Select(span => span.Meta.GetValueOrDefault("_dd.hostname")));
    }
}
