using System.Diagnostics;
using Waybill.Core.Messaging;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;
using Waybill.Support;

namespace Waybill.Core.Tests.Messaging;

public class SendSpanTests
{
    private static readonly SpanTemplate Template = SpanTemplate.Create(MessageTracingOptions.Default, new MessageOperation("kafka", "send", "send", "orders"));
    private static readonly SpanContext Earlier = new(7, 8, SamplingPriority.UserKeep);

    public SendSpanTests() => Activity.Current = null;

    [Fact]
    public async Task Is_a_child_of_the_current_span_and_its_context_goes_into_the_message()
    {
        await using TestTracer tests = new();
        using var outer = tests.Tracer.StartActive("outer");
        using var send = SendSpan.Start(TestTracer.Source, Template, null)!;
        Assert.Equal(("send orders", ActivityKind.Producer), (send.DisplayName, send.Kind));
        Assert.Equal(("kafka", "orders"), (send.GetTagItem("messaging.system"), send.GetTagItem("messaging.destination.name")));
        Assert.Same(send, Activity.Current);
        Assert.Empty(send.Links);

        var sent = Inject(send).Extract()!;
        Assert.Equal((outer.Span.TraceId, SamplingPriority.AutoKeep), (sent.TraceId, sent.SamplingPriority));
        Assert.Equal(send.SpanId, Propagation(sent));
    }

    [Fact]
    public async Task Links_to_the_context_that_the_message_had()
    {
        await using TestTracer tests = new();
        using (SendSpan.Start(TestTracer.Source, Template, Earlier))
        {
        }

        var span = await tests.FlushOneAsync();
        Assert.Null(span.ParentId);
        var link = Assert.Single(span.Links);
        Assert.Equal((7UL, 8UL), (link["trace_id"], link["span_id"]));
    }

    [Fact]
    public async Task Does_not_link_to_its_own_parent()
    {
        await using TestTracer tests = new();
        using var outer = tests.Tracer.StartActive("outer");
        using var send = SendSpan.Start(TestTracer.Source, Template, (SpanContext)outer.Span.Context)!;
        Assert.Empty(send.Links);
    }

    [Fact]
    public void Nobody_listens_and_there_is_no_trace()
    {
        Assert.Null(SendSpan.Start(TestTracer.Source, Template, Earlier));
        Headers headers = new([("x-datadog-trace-id", "1")]);
        Headers.Writer writer = new(headers);
        SendSpan.Inject(null, ref writer);
        Assert.Equal("1", Assert.Single(headers.Names.Select(name => headers[name])));
    }

    [Fact]
    public void Nobody_listens_and_the_context_of_the_message_in_work_is_passed_on()
    {
        using var scope = ProcessingScope.Start(TestTracer.Source, Template, Earlier, MessageRelation.Child);
        Assert.Null(SendSpan.Start(TestTracer.Source, Template, null));
        var sent = Inject(null).Extract()!;
        Assert.Equal((7UL, 8UL, SamplingPriority.UserKeep), (sent.TraceId, sent.SpanId, sent.SamplingPriority));
    }

    [Fact]
    public void Only_senders_are_listened_to_and_the_send_span_continues_the_message_in_work()
    {
        using ActivitySource quiet = new("Quiet");
        using ActivityRecorder recorder = new(TestTracer.Source.Name);
        using var scope = ProcessingScope.Start(quiet, Template, Earlier, MessageRelation.Child);
        Assert.Null(scope.Activity);
        using var send = SendSpan.Start(TestTracer.Source, Template, null)!;
        Assert.Equal(("00000000000000000000000000000007", "0000000000000008"), (send.TraceId.ToHexString(), send.ParentSpanId.ToHexString()));
        Assert.Equal("2", Inject(send)["x-datadog-sampling-priority"]);
    }

    [Fact]
    public void Nobody_listens_to_the_send_and_the_current_span_of_another_is_passed_on()
    {
        using ActivitySource other = new("Other");
        using ActivityRecorder recorder = new(other.Name);
        using var current = other.StartActivity("current")!;
        Assert.Equal(current.SpanId, Propagation(Inject(null).Extract()!));
    }

    [Fact]
    public void A_hierarchical_Activity_has_no_context_to_inject()
    {
        using var legacy = new Activity("legacy").SetParentId("|abc.").Start();
        Assert.Empty(Inject(null));
    }

    private static ActivitySpanId Propagation(SpanContext context) => ActivitySpanId.CreateFromString(context.SpanId.ToString("x16"));

    private static Headers Inject(Activity? send)
    {
        Headers headers = [];
        Headers.Writer writer = new(headers);
        SendSpan.Inject(send, ref writer);
        return headers;
    }
}
