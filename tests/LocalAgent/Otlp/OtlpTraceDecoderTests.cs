using System.Net;
using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Otlp;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Otlp;

public sealed class OtlpTraceDecoderTests
{
    [Fact]
    public void Every_field_has_its_place()
    {
        TraceSpan span = Assert.Single(Decoding.Spans(OtlpTraceDecoder.Decode, Proto.Request()));
        Assert.Equal((0x2aul, 7ul, 6ul), (span.TraceId, span.SpanId, span.ParentId));
        Assert.Equal(("billing", "kafka.process", "process orders", "queue"), (span.Service, span.Name, span.Resource, span.Type));
        Assert.Equal((1_000_000_000L, 500_000L, 1), (span.Start, span.Duration, span.Error));
        Assert.Equal(("dev", "consumer", "my.source", "true"), (span.Meta["env"], span.Meta["span.kind"], span.Meta["otel.scope.name"], span.Meta["flag"]));
        Assert.Equal(("Boom", "it broke", "at here"), (span.Meta["error.type"], span.Meta["error.message"], span.Meta["error.stack"]));
        Assert.Equal((3, "[a, …]"), (span.Metrics["count"], span.Meta["list"]));
        SpanLink link = Assert.Single(span.Links);
        Assert.Equal(("691e5f0000000000000000000000002a", 9ul, "retry"), (link.TraceId, link.SpanId, link.Attributes["reason"]));
    }

    [Fact]
    public void A_payload_cut_at_any_byte_or_with_any_byte_changed_is_taken_or_refused_but_nothing_else()
    {
        byte[] payload = Proto.Request();
        for (int place = 0; place < payload.Length; place++)
        {
            DecodeOrRefuse(payload[..place]);
            foreach (byte value in (byte[])[0, 1, 7, 0x0a, 0x7f, 0x80, 0xff])
            {
                byte[] changed = [.. payload];
                changed[place] = value;
                DecodeOrRefuse(changed);
            }
        }
    }

    [Fact]
    public async Task It_is_taken_over_http_and_lands_in_the_same_trace_as_datadogs()
    {
        await using RunningAgent agent = await RunningAgent.StartAsync();
        HttpResponseMessage answer = await agent.SendAsync(Proto.Request(), type: "application/x-protobuf", path: "/v1/traces");
        await agent.SendAsync(Wire.Array(Wire.Array(Wire.Span(0x2a, 6))));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(2, Assert.Single(await agent.TracesAsync()).Spans.Count);
        HttpResponseMessage refused = await agent.SendAsync([0x0a, 0x7f], type: "application/x-protobuf", path: "/v1/traces");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("127 bytes are announced", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static void DecodeOrRefuse(byte[] payload)
    {
        try
        {
            Assert.All(Decoding.Spans(OtlpTraceDecoder.Decode, payload), span => Assert.NotEqual(0ul, span.SpanId));
        }
        catch (Exception e) when (e is ProtobufFormatException or PayloadTooLargeException)
        {
        }
    }
}
