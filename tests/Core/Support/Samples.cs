using System.Diagnostics;
using Waybill.Core.Export.Agent;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Support;

/// <summary>Chunks and their encoding, without a tracer.</summary>
internal static class Samples
{
    public static TracerSettings Settings => new(_ => null) { ServiceName = "tests", Log = _ => { } };

    /// <summary>A span that has ended, with the tags that are given by name and value.</summary>
    public static Activity Span(params object?[] namesAndValues)
    {
        Activity.Current = null;
        var span = new Activity("span").Start();
        foreach (var pair in namesAndValues.Chunk(2))
        {
            span.SetTag((string)pair[0]!, pair[1]);
        }

        span.Stop();
        return span;
    }

    public static SpanContext WithLink(SpanContext context, SpanContextLink link) =>
        new(context.TraceId128, context.SpanId, context.Trace) { IsRemote = true, Links = [link] };

    public static SpanContext WithBaggage(SpanContext context, Baggage baggage) =>
        new(context.TraceId128, context.SpanId, context.Trace) { IsRemote = true, Baggage = baggage };

    public static TraceChunk Chunk(params Activity[] spans) => Chunk(new TraceLevelState { SamplingPriority = 1 }, spans);

    public static TraceChunk Chunk(TraceLevelState trace, params Activity[] spans) => new(TraceId128.From(spans[0].TraceId), [.. spans], trace) { Bytes = spans.Sum(ActivitySize.Estimate) };

    public static IReadOnlyList<ReceivedSpan> Encode(TraceChunk chunk, TracerSettings? settings = null, AgentFeatures? agent = null)
    {
        var builder = Builder(1 << 24, settings, agent: agent);
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(chunk));
        return Assert.Single(ReceivedSpan.Decode(Body(builder.TryTake()!)));
    }

    public static PayloadBuilder Builder(int maxBytes, TracerSettings? settings = null, long memory = 1 << 25, AgentFeatures? agent = null) =>
        new(new SpanEncoder(settings ?? Settings, agent), new PayloadPool(memory), maxBytes);

    /// <summary>The body of a request with all chunks of a payload.</summary>
    public static byte[] Body(Payload payload)
    {
        using PayloadContent content = new(new PayloadPart(payload, 0, payload.Chunks.Count));
        return content.ReadAsByteArrayAsync().GetAwaiter().GetResult();
    }

    /// <summary>A payload of bytes that mean nothing, a chunk of so many spans for each number.</summary>
    public static BufferedPayload Payload(PayloadPool pool, byte[] chunk, params int[] spans)
    {
        var payload = pool.RentPayload();
        foreach (var count in spans)
        {
            Assert.True(payload.TryAdd(chunk, count));
        }

        return payload;
    }

    public static ReceivedSpan Encode(Activity span, TracerSettings? settings = null, AgentFeatures? agent = null) => Assert.Single(Encode(Chunk(span), settings, agent));
}
