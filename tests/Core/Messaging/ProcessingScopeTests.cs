using System.Diagnostics;
using Waybill.Core.Messaging;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Messaging;

public class ProcessingScopeTests
{
    private static readonly SpanTemplate Template = SpanTemplate.Create(MessageTracingOptions.Default, new MessageOperation("kafka", "process", "process", "orders"));
    private static readonly SpanContext Sender = new(7, 8, SamplingPriority.UserKeep);

    public ProcessingScopeTests()
    {
        Activity.Current = null;
        Baggage.Current = default;
    }

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
    public async Task A_span_of_the_brokers_client_is_adopted_and_left_to_it()
    {
        await using TestTracer tests = new();
        var sender = new SpanContext(7, 8, SamplingPriority.UserKeep) { Baggage = Baggage.Create([new("a", "b")]) };
        using (var clients = TestTracer.Source.StartActivity("deliver"))
        {
            using (var scope = ProcessingScope.Adopt(Template, clients!, sender))
            {
                Assert.Same(clients, scope.Activity);
                Assert.Equal("b", Baggage.GetBaggage("a"));
                scope.SetException(new InvalidOperationException());
            }

            Assert.Null(Baggage.GetBaggage("a"));
            Assert.Same(clients, Activity.Current);
            Assert.False(clients!.IsStopped);
            ProcessingScope.Adopt(Template, clients, sender).Dispose();
        }

        var span = Assert.Single(await tests.FlushAsync());
        Assert.Equal([7UL], span.Links.Select(link => link["trace_id"]));
        Assert.Equal("orders", span.Meta["messaging.destination.name"]);
        Assert.Equal("System.InvalidOperationException", span.Meta["error.type"]);
    }

    [Fact]
    public async Task Child_of_receive_continues_the_receive_span_and_links_to_the_sender()
    {
        await using TestTracer tests = new();
        using (var receive = tests.Tracer.StartActive("receive"))
        {
            using (ProcessingScope.Start(TestTracer.Source, Template, Sender, MessageRelation.ChildOfReceive, receive: Activity.Current!.Context))
            {
            }

            using (Start(Sender, MessageRelation.ChildOfReceive))
            {
            }
        }

        var spans = await tests.FlushAsync();
        var receiveSpan = spans.Single(span => span.Name == "receive");
        var chained = spans.Single(span => span.ParentId == receiveSpan.SpanId);
        Assert.Equal([7UL], chained.Links.Select(link => link["trace_id"]));

        var unknown = spans.Single(span => span != receiveSpan && span != chained);
        Assert.Equal((7UL, 8UL), (unknown.TraceId, unknown.ParentId));
    }

    [Fact]
    public async Task One_span_of_a_batch_links_to_every_message_and_is_a_child_of_the_current_span()
    {
        await using TestTracer tests = new();
        using (var outer = tests.Tracer.StartActive("outer"))
        {
            SpanContextLink[] links = [new(Sender, [new("messaging.message.id", "a")]), new(new SpanContext(3, 4), [])];
            using var scope = ProcessingScope.StartBatch(TestTracer.Source, Template, links);
            Assert.Same(scope.Activity, Activity.Current);
        }

        var spans = await tests.FlushAsync();
        var batch = spans.Single(span => span.Links.Count > 0);
        Assert.Equal([7UL, 3UL], batch.Links.Select(link => link["trace_id"]));
        Assert.Equal(spans.Single(span => span.Name == "outer").SpanId, batch.ParentId);
    }

    [Fact]
    public async Task A_flow_is_given_back_although_the_span_ended_on_another_one()
    {
        await using TestTracer tests = new();
        var baggage = Baggage.SetBaggage("own", "1");
        var scope = Start(Samples.WithBaggage(Sender, Baggage.Create([new("sent", "2")])), MessageRelation.Child);
        await Task.Run(scope.Dispose);
        Assert.True(scope.Activity!.IsStopped);
        Assert.Same(scope.Activity, Activity.Current);

        scope.LeaveFlow();
        Assert.Null(Activity.Current);
        Assert.Equal(baggage, Baggage.Current);
        scope.LeaveFlow();
        Assert.Equal(baggage, Baggage.Current);
    }

    [Fact]
    public void A_scope_that_changed_nothing_takes_nothing_from_another_flow()
    {
        using ActivitySource quiet = new("nobody-listens");
        var scope = ProcessingScope.Start(quiet, Template, null, MessageRelation.Child);
        var baggage = Baggage.SetBaggage("own", "1");
        scope.Dispose();
        Assert.Equal(baggage, Baggage.Current);
    }

    [Fact]
    public async Task Without_a_span_because_of_a_filter_the_context_goes_on()
    {
        await using TestTracer tests = new();
        var template = SpanTemplate.Create(
            new MessageTracingOptions { Filter = _ => false }, new MessageOperation("kafka", "process", "process", "orders"));
        using (var scope = ProcessingScope.Start(TestTracer.Source, template, Sender, MessageRelation.Child))
        {
            Assert.Null(scope.Activity);
            Assert.Same(Sender, AmbientContext.Current);
        }

        Assert.Empty(await tests.FlushAsync());
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

    [Theory]
    [InlineData(true, MessageRelation.Child)]
    [InlineData(true, MessageRelation.Link)]
    [InlineData(false, MessageRelation.Child)]
    public async Task Baggage_of_the_message_is_current_and_goes_on(bool listened, MessageRelation relation)
    {
        await using var tests = listened ? new TestTracer() : null;
        Baggage.Current = Baggage.Create([new("outer", "1")]);
        var sender = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("baggage", "a=b")]).Extract(Settings.Of());
        using (var scope = Start(sender, relation))
        {
            Assert.Equal(listened, scope.Activity is not null);
            Assert.Equal([new("a", "b")], Baggage.Current.GetBaggage());
            Baggage.SetBaggage("c", "d");
            Headers headers = [];
            Headers.Writer writer = new(headers);
            using (var send = SendSpan.Start(TestTracer.Source, Template, null))
            {
                SendSpan.Inject(send, ref writer);
            }

            Assert.Equal("a=b,c=d", headers["baggage"]);
            Assert.Equal(relation == MessageRelation.Child, headers["x-datadog-trace-id"] == "7");
        }

        Assert.Equal([new("outer", "1")], Baggage.Current.GetBaggage());
        Baggage.Current = default;
    }

    [Fact]
    public async Task Baggage_alone_begins_a_trace()
    {
        await using TestTracer tests = new();
        using (Start(new Headers([("baggage", "a=b")]).Extract(Settings.Of()), MessageRelation.Child))
        {
            Assert.Equal("b", Baggage.GetBaggage("a"));
        }

        Assert.Null(Baggage.GetBaggage("a"));
        var span = await tests.FlushOneAsync();
        Assert.Null(span.ParentId);
        Assert.Empty(span.Links);
    }

    [Fact]
    public void Baggage_alone_is_sent_on_when_nobody_listens()
    {
        Headers headers = [];
        using (Start(new Headers([("baggage", "a=b")]).Extract(Settings.Of()), MessageRelation.Child))
        {
            Assert.Null(AmbientContext.Current);
            Headers.Writer writer = new(headers);
            SendSpan.Inject(null, ref writer);
        }

        Assert.Equal("baggage", Assert.Single(headers.Names));
    }

    [Theory]
    [InlineData(MessageRelation.Child)]
    [InlineData(MessageRelation.Link)]
    public async Task Restart_links_to_the_sender_once(MessageRelation relation)
    {
        await using TestTracer tests = new();
        var sender = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8")])
            .Extract(Settings.Of(settings => settings.Behavior = ExtractBehavior.Restart));
        using (tests.Tracer.StartActive("outer"))
        {
            Start(sender, relation).Dispose();
        }

        var span = (await tests.FlushAsync()).Single(span => span.Name != "outer");
        Assert.Null(span.ParentId);
        Assert.Equal((7UL, 8UL), (Assert.Single(span.Links)["trace_id"], span.Links[0]["span_id"]));
    }

    [Fact]
    public async Task Links_of_the_message_reach_a_child()
    {
        await using TestTracer tests = new();
        var sender = new Headers([("x-datadog-trace-id", "7"), ("traceparent", "00-640cfd8d00000000000000000000000a-000000000000000b-01")])
            .Extract(Settings.Of());
        Start(sender, MessageRelation.Child).Dispose();
        var span = await tests.FlushOneAsync();
        Assert.Equal((7UL, 11UL), (span.TraceId, Assert.Single(span.Links)["span_id"]));
    }

    [Fact]
    public async Task A_scope_that_is_closed_out_of_order_leaves_the_baggage_of_the_inner_one()
    {
        await using TestTracer tests = new();
        var outer = Start(new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("baggage", "a=outer")]).Extract(Settings.Of()), MessageRelation.Child);
        var inner = Start(new Headers([("x-datadog-trace-id", "9"), ("x-datadog-parent-id", "8"), ("baggage", "a=inner")]).Extract(Settings.Of()), MessageRelation.Child);
        outer.Dispose();
        Assert.Equal("inner", Baggage.GetBaggage("a"));
        inner.Dispose();
        Baggage.Current = default;
    }

    private static ProcessingScope Start(SpanContext? sender, MessageRelation relation) =>
        ProcessingScope.Start(TestTracer.Source, Template, sender, relation);
}
