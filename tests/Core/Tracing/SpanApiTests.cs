using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

/// <summary>Metrics, links, events, baggage and users.</summary>
public class SpanApiTests
{
    [Fact]
    public async Task A_number_is_a_metric()
    {
        await using TestTracer tests = new();
        using (var scope = tests.Tracer.StartActive("a"))
        {
            scope.Span.SetTag("ratio", 0.5).SetTag("count", 3).SetTag("gone", 1).SetTag("gone", (double?)null).SetTag("text", null).SetTag("_dd.measured", "1");
        }

        var span = await tests.FlushOneAsync();
        Assert.Equal((0.5, 3, 1), (span.Metrics["ratio"], span.Metrics["count"], span.Metrics["_dd.measured"]));
        Assert.DoesNotContain("gone", span.Metrics.Keys);
        Assert.DoesNotContain("ratio", span.Meta.Keys);
    }

    [Fact]
    public async Task A_link_leads_to_another_span()
    {
        await using TestTracer tests = new();
        ISpanContext other;
        using (var first = tests.Tracer.StartActive("first", new SpanCreationSettings { Parent = SpanContext.None }))
        {
            other = first.Span.Context;
        }

        using (var scope = tests.Tracer.StartActive("second"))
        {
            scope.Span.AddLink(other, [new("reason", "retry")]).AddLink(new ForeignContext()).AddLink(SpanContext.None);
            Assert.Throws<ArgumentNullException>(() => scope.Span.AddLink(null!));
        }

        var spans = await tests.FlushAsync();
        var links = spans.Single(span => span.Name == "second").Links;
        Assert.Equal([(other.TraceId, other.SpanId), (5UL, 6UL)], links.Select(link => ((ulong)link["trace_id"]!, (ulong)link["span_id"]!)));
        Assert.Contains("attributes", links[0].Keys);
        Assert.DoesNotContain("attributes", links[1].Keys);
    }

    [Fact]
    public async Task An_event_is_noted_with_its_time()
    {
        await using TestTracer tests = new();
        using var scope = tests.Tracer.StartActive("a");
        scope.Span.AddEvent("cache.miss", [new("key", "k")], DateTimeOffset.UnixEpoch).AddEvent("now");
        var events = System.Diagnostics.Activity.Current!.Events.ToList();
        Assert.Equal(["cache.miss", "now"], events.Select(one => one.Name));
        Assert.Equal((DateTimeOffset.UnixEpoch, "k"), (events[0].Timestamp, events[0].Tags.Single().Value));
        Assert.InRange(events[1].Timestamp, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        Assert.Throws<ArgumentException>(() => scope.Span.AddEvent(""));
    }

    [Fact]
    public async Task Nothing_changes_after_the_end()
    {
        await using TestTracer tests = new();
        var span = tests.Tracer.StartActive("a").Span;
        span.Finish();
        span.SetTag("late", "1").SetTag("late.number", 1).AddEvent("late").AddLink(new ForeignContext());
        span.SetException(new InvalidOperationException());
        var sent = await tests.FlushOneAsync();
        Assert.DoesNotContain("late", sent.Meta.Keys);
        Assert.DoesNotContain("late.number", sent.Metrics.Keys);
        Assert.Empty(sent.Links);
        Assert.Null(sent.Error);
        Assert.DoesNotContain("events", sent.Meta.Keys);
    }

    [Fact]
    public async Task Baggage_of_the_span_is_that_of_the_flow()
    {
        await using TestTracer tests = new();
        using var scope = tests.Tracer.StartActive("a");
        scope.Span.SetBaggage("user.id", "alice").SetBaggage("gone", "1").SetBaggage("gone", null);
        Assert.Equal(("alice", "alice"), (scope.Span.GetBaggage("user.id"), Baggage.GetBaggage("user.id")));
        Assert.Equal("user.id=alice", Headers.Inject((SpanContext)scope.Span.Context)["baggage"]);
    }

    [Theory]
    [InlineData(true, "dXNyLmlk")]
    [InlineData(false, null)]
    public async Task A_user_is_told_and_goes_out_on_demand(bool propagate, string? expected)
    {
        await using TestTracer tests = new();
        string? sent;
        using (var scope = tests.Tracer.StartActive("a"))
        {
            scope.Span.SetUser(new UserDetails("usr.id") { PropagateId = propagate, Email = "a@b", Role = "" });
            sent = Headers.Inject((SpanContext)scope.Span.Context)["x-datadog-tags"];
        }

        var span = await tests.FlushOneAsync();
        Assert.Equal(("usr.id", "a@b", expected), (span.Meta["usr.id"], span.Meta["usr.email"], span.Meta.GetValueOrDefault("_dd.p.usr.id")));
        Assert.DoesNotContain("usr.role", span.Meta.Keys);
        Assert.Equal(propagate, sent!.Contains("_dd.p.usr.id=dXNyLmlk", StringComparison.Ordinal));
    }

    private sealed class ForeignContext : ISpanContext
    {
        public ulong TraceId => 5;

        public ulong SpanId => 6;

        public string? ServiceName => null;
    }
}
