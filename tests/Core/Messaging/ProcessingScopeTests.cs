using System.Diagnostics;
using Waybill.Core.Messaging;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Messaging;

public class ProcessingScopeTests
{
    private static readonly SpanTemplate Template = SpanTemplate.Create("kafka", "process", "process", "orders");
    private static readonly SpanContext Sender = new(7, 8, SamplingPriority.UserKeep);

    public ProcessingScopeTests() => Activity.Current = null;

    [Fact]
    public async Task Child_continues_the_senders_trace_whatever_is_current()
    {
        await using TestTracer tests = new();
        using (var outer = tests.Tracer.StartActive("outer"))
        {
            var before = Activity.Current;
            using (var scope = Start(Sender, MessageRelation.Child))
            {
                Assert.Same(Sender, scope.Sender);
                Assert.Same(scope.Activity, Activity.Current);
                Assert.Equal(ActivityKind.Consumer, scope.Activity!.Kind);
                Assert.Null(AmbientContext.Current);
            }

            Assert.Same(before, Activity.Current);
        }

        var span = (await tests.FlushAsync())[0];
        Assert.Equal((7UL, 8UL, 2), (span.TraceId, span.ParentId, span.Metrics["_sampling_priority_v1"]));
        Assert.Empty(span.Links);
    }

    [Fact]
    public async Task Link_begins_a_trace_whatever_is_current()
    {
        await using TestTracer tests = new();
        using (var outer = tests.Tracer.StartActive("outer"))
        {
            var before = Activity.Current;
            var sender = Samples.WithLink(Sender, new SpanContextLink(new SpanContext(3, 4), [new("reason", "terminated_context")]));
            using (Start(sender, MessageRelation.Link))
            {
            }

            Assert.Same(before, Activity.Current);
        }

        var span = (await tests.FlushAsync())[0];
        Assert.NotEqual(7UL, span.TraceId);
        Assert.Null(span.ParentId);
        Assert.Equal([7UL, 3UL], span.Links.Select(link => link["trace_id"]));
    }

    [Theory]
    [InlineData(MessageRelation.Child)]
    [InlineData(MessageRelation.Link)]
    public async Task Without_a_context_it_is_a_child_of_the_current_span(MessageRelation relation)
    {
        await using TestTracer tests = new();
        using var outer = tests.Tracer.StartActive("outer");
        using var scope = Start(null, relation);
        Assert.Null(scope.Sender);
        Assert.Equal(outer.Span.SpanId.ToString("x16"), scope.Activity!.ParentSpanId.ToHexString());
    }

    [Fact]
    public void Nobody_listens_and_the_senders_context_is_ambient()
    {
        using (var scope = Start(Sender, MessageRelation.Child))
        {
            Assert.Null(scope.Activity);
            Assert.Same(Sender, AmbientContext.Current);
            using (var inner = Start(new SpanContext(9, 10), MessageRelation.Link))
            {
                Assert.Equal(9UL, AmbientContext.Current!.TraceId);
                using (Start(null, MessageRelation.Child))
                {
                    Assert.Null(AmbientContext.Current); // a message without a context is not of the outer one's trace
                }
            }

            Assert.Same(Sender, AmbientContext.Current);
            scope.SetException(new FormatException());
        }

        Assert.Null(AmbientContext.Current);
    }

    [Fact]
    public async Task Scopes_nest()
    {
        await using TestTracer tests = new();
        using var outer = Start(Sender, MessageRelation.Child);
        using (var inner = Start(new SpanContext(9, 10), MessageRelation.Child))
        {
            Assert.Equal("00000000000000000000000000000009", Activity.Current!.TraceId.ToHexString());
        }

        Assert.Same(outer.Activity, Activity.Current);
    }

    [Fact]
    public async Task A_second_dispose_does_nothing()
    {
        await using TestTracer tests = new();
        var scope = Start(Sender, MessageRelation.Child);
        scope.Dispose();
        using var later = tests.Tracer.StartActive("later");
        scope.Dispose();
        Assert.Equal(later.Span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
        later.Close();
        Assert.Equal(2, (await tests.FlushAsync()).Count);
    }

    [Fact]
    public async Task What_ended_meanwhile_does_not_become_current_again()
    {
        await using TestTracer tests = new();
        var outer = tests.Tracer.StartActive("outer");
        var scope = Start(Sender, MessageRelation.Child);
        outer.Close();
        scope.Dispose();
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task An_exception_marks_the_span()
    {
        await using TestTracer tests = new();
        using (var scope = Start(Sender, MessageRelation.Child))
        {
            Assert.Throws<ArgumentNullException>(() => scope.SetException(null!));
            scope.SetException(new FormatException("not an order"));
        }

        var span = await tests.FlushOneAsync();
        Assert.Equal((1UL, "not an order", "System.FormatException"), (span.Error, span.Meta["error.message"], span.Meta["error.type"]));
    }

    [Fact]
    public async Task A_start_time_is_taken_over()
    {
        await using TestTracer tests = new();
        var start = DateTimeOffset.UtcNow.AddSeconds(-9);
        foreach (var (sender, relation) in new[] { (Sender, MessageRelation.Child), (Sender, MessageRelation.Link), (null, MessageRelation.Child) })
        {
            using var scope = ProcessingScope.Start(TestTracer.Source, Template, sender, relation, start);
            Assert.Equal(start.UtcDateTime, scope.Activity!.StartTimeUtc);
        }
    }

    private static ProcessingScope Start(SpanContext? sender, MessageRelation relation) =>
        ProcessingScope.Start(TestTracer.Source, Template, sender, relation);
}
