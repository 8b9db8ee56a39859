using System.Diagnostics;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Payloads;

public class PayloadBuilderTests
{
    private readonly PayloadBuilder builder = Samples.Builder(2000);

    [Fact]
    public void A_payload_is_an_array_of_chunks()
    {
        Activity first = Samples.Span(), second = Samples.Span(), third = Samples.Span();
        Assert.True(builder.IsEmpty);
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(Samples.Chunk(first, second)));
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(Samples.Chunk(third)));
        Assert.False(builder.IsEmpty);

        var payload = builder.Take();
        Assert.Equal((2, 3), (payload.Chunks.Count, payload.Spans));
        Assert.Equal("DD00000002", Convert.ToHexString(Samples.Body(payload)[..5]));
        Assert.Equal([2, 1], ReceivedSpan.Decode(Samples.Body(payload)).Select(chunk => chunk.Count));
        Assert.True(builder.IsEmpty);
    }

    [Fact]
    public void A_payload_keeps_its_bytes_when_the_next_is_built()
    {
        builder.TryAdd(Samples.Chunk(Samples.Span("a", "first")));
        var first = builder.Take();
        builder.TryAdd(Samples.Chunk(Samples.Span("a", "second")));
        builder.Take();
        Assert.Equal("first", ReceivedSpan.Decode(Samples.Body(first))[0][0].Meta["a"]);
    }

    [Fact]
    public void What_does_not_fit_beside_the_others_waits_for_the_next_payload()
    {
        builder.TryAdd(Samples.Chunk(Samples.Span("a", new string('1', 1000))));
        var large = Samples.Chunk(Samples.Span("a", new string('2', 1000)));
        Assert.Equal(PayloadBuilder.AddResult.Full, builder.TryAdd(large));
        Assert.Single(ReceivedSpan.Decode(Samples.Body(builder.Take())));
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(large));
    }

    [Fact]
    public void What_fits_into_no_payload_is_refused()
    {
        Assert.Equal(PayloadBuilder.AddResult.TooLarge, builder.TryAdd(Samples.Chunk(Samples.Span("a", new string('1', 2000)))));
        Assert.True(builder.IsEmpty);
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(Samples.Chunk(Samples.Span())));
        Assert.Single(ReceivedSpan.Decode(Samples.Body(builder.Take())));
    }

    [Fact]
    public void A_chunk_that_cannot_be_encoded_leaves_no_trace_in_the_payload()
    {
        Assert.Equal(PayloadBuilder.AddResult.Failed, builder.TryAdd(Samples.Chunk(Samples.Span("a", new Throwing()))));
        Assert.True(builder.IsEmpty);
        builder.TryAdd(Samples.Chunk(Samples.Span("a", "before")));
        Assert.Equal(PayloadBuilder.AddResult.Failed, builder.TryAdd(Samples.Chunk(Samples.Span("a", "x"), Samples.Span("a", new Throwing()))));
        builder.TryAdd(Samples.Chunk(Samples.Span("a", "after")));
        var payload = builder.Take();
        Assert.Equal((2, 2), (payload.Chunks.Count, payload.Spans));
        Assert.Equal(["before", "after"], ReceivedSpan.Decode(Samples.Body(payload)).Select(chunk => chunk[0].Meta["a"]));
    }

    private sealed class Throwing
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
