using System.Text.Json;
using Waybill.LocalAgent.Model;

namespace Waybill.Samples.Tests;

public sealed class ThinkerTests(ITestOutputHelper output) : SampleTest(output)
{
    [Fact]
    public async Task Over_http_both_services_are_in_one_trace()
    {
        var spans = Assert.Single(await RunAsync("thinker")).Spans;

        var outside = One(spans, "thinker-api", "aspnet_core.request", "GET /think/");
        var call = One(spans, "thinker-api", "http.request");
        var inside = One(spans, "thinker-microservice", "aspnet_core.request", "GET /think/");
        Assert.Equal((0UL, outside.SpanId, call.SpanId), (outside.ParentId, call.ParentId, inside.ParentId));
        AssertThoughts(spans, inside);
        AssertAnswer();
        Assert.Equal(5, spans.Count);
    }

    [Fact]
    public async Task Over_a_broker_they_are_as_well_and_so_is_the_answer()
    {
        var spans = Assert.Single(await RunAsync("thinker", "--broker")).Spans;

        var outside = One(spans, "thinker-api", "aspnet_core.request", "GET /think/");
        var question = One(spans, "thinker-api", "amqp.command", "basic.publish <default> -> thinker");
        var inside = One(spans, "thinker-microservice", "amqp.command", "basic.deliver");
        var reply = One(spans, "thinker-microservice", "amqp.command", "basic.publish <default> -> <generated>");
        var answer = One(spans, "thinker-api", "amqp.command", "basic.deliver");
        Assert.Equal(
            (0UL, outside.SpanId, question.SpanId, inside.SpanId, reply.SpanId),
            (outside.ParentId, question.ParentId, inside.ParentId, reply.ParentId, answer.ParentId));
        AssertThoughts(spans, inside);
        AssertAnswer();
        Assert.Equal(7, spans.Count);
    }

    private static void AssertThoughts(IReadOnlyList<TraceSpan> spans, TraceSpan parent)
    {
        var known = Assert.Single(spans, span => span.Name == "think" && span.Meta["subject"] == "technology");
        var unknown = Assert.Single(spans, span => span.Name == "think" && span.Meta["subject"] == "foo_bar");
        Assert.Equal((parent.SpanId, parent.SpanId), (known.ParentId, unknown.ParentId));
        Assert.Equal((0, 1), (known.Error, unknown.Error));
        Assert.Equal("Subject unknown", unknown.Meta["error.message"]);
        Assert.All(spans.Where(span => span != unknown), span => Assert.Equal(0, span.Error));
    }

    private void AssertAnswer()
    {
        using var answer = JsonDocument.Parse(Said[Said.IndexOf('{', StringComparison.Ordinal)..]);
        var known = answer.RootElement.GetProperty("technology");
        Assert.Equal("Arthur C. Clarke", known.GetProperty("author").GetString());
        Assert.NotEmpty(known.GetProperty("quote").GetString()!);
        Assert.Equal("""{"error":true,"reason":"Subject unknown"}""", answer.RootElement.GetProperty("foo_bar").GetRawText());
    }
}
