using System.Globalization;
using Waybill.Core.Tests.Support;
using Waybill.Hosting.Tests.Support;

namespace Waybill.Hosting.Tests;

/// <summary>A host in a process of its own that is told to end.</summary>
public class TerminationTests
{
    private const int Spans = 20;

    [Fact]
    public async Task SIGTERM_is_the_hosts_and_the_spans_of_its_last_work_are_sent_in_one_flush()
    {
        await using ScriptedAgent agent = new();
        using var child = await ChildHost.StartAsync(agent.Address);
        await child.TerminateAsync();
        Assert.Equal(0, child.ExitCode);
        Assert.Equal(Spans, agent.Spans.Count);
        Assert.Single(agent.Requests);
    }

    [Fact]
    public async Task What_ends_after_the_signal_is_recorded_although_the_agent_was_away_when_it_came()
    {
        await using ScriptedAgent agent = new() { Otherwise = AgentStep.Respond(503) };
        using var child = await ChildHost.StartAsync(agent.Address, ("EARLY", "1"), ("WAYBILL_SHUTDOWN_TIMEOUT_SECONDS", "10"));
        await Eventually.BecomesTrue(() => agent.Requests.Count > 0);
        await child.TerminateAsync(whenDraining: () => agent.Otherwise = AgentStep.Accept);
        Assert.Equal(1 + Spans, agent.Spans.Count);
    }

    [Fact]
    public async Task An_agent_that_hangs_gets_one_deadline_and_one_line_tells_the_loss()
    {
        await using ScriptedAgent agent = new() { Otherwise = AgentStep.Hang };
        using var child = await ChildHost.StartAsync(agent.Address, ("WAYBILL_SHUTDOWN_TIMEOUT_SECONDS", "3"));
        var time = System.Diagnostics.Stopwatch.StartNew();
        await child.TerminateAsync();
        Assert.InRange(time.Elapsed.TotalSeconds, 2.5, 5.9); // once 3 s, not twice
        Assert.Equal(0, child.ExitCode);
        Assert.Single(child.Lines, line => ChildHost.Message(line).StartsWith($"{Spans} of {Spans} spans were lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_of_a_JSON_console_tell_their_span_and_service()
    {
        await using ScriptedAgent agent = new();
        using var child = await ChildHost.StartAsync(agent.Address, ("DD_SERVICE", "shop"), ("DD_ENV", "prod"));
        await child.TerminateAsync();
        var scopes = child.ScopesOf("in span");
        var span = Assert.Single(agent.Spans, span => span.SpanId.ToString(CultureInfo.InvariantCulture) == scopes["dd.span_id"]);
        Assert.Equal(32, scopes["dd.trace_id"].Length);
        Assert.EndsWith(span.TraceId.ToString("x16", CultureInfo.InvariantCulture), scopes["dd.trace_id"], StringComparison.Ordinal);
        Assert.Equal(("shop", "prod", "1.2.3"), (scopes["dd.service"], scopes["dd.env"], scopes["dd.version"]));
        Assert.Equal(scopes["dd.trace_id"], scopes["TraceId"]); // the host's own tracking is still there

        var outside = child.ScopesOf("outside");
        Assert.DoesNotContain("dd.trace_id", outside);
        Assert.Equal("shop", outside["dd.service"]);
    }
}
