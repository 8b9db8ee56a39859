using System.Diagnostics;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Payloads;

public class PayloadBuilderTests
{
    private readonly PayloadBuilder builder = Samples.Builder(2000);

    [Fact]
    public async Task Closed_while_a_chunk_is_encoded_it_gives_the_others_and_names_that_one()
    {
        builder.TryAdd(Samples.Chunk(Samples.Span()));
        using ManualResetEventSlim go = new();
        using SemaphoreSlim encoding = new(0);
        var slow = Samples.Chunk(Samples.Span("a", new Waiting(() =>
        {
            encoding.Release();
            go.Wait(TimeSpan.FromSeconds(60));
        })));
        var adding = Task.Run(() => builder.TryAdd(slow));
        Assert.True(await encoding.WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Same(slow, builder.Close());
        Assert.Single(ReceivedSpan.Decode(Samples.Body(builder.TryTake()!)));
        go.Set();
        Assert.Equal(PayloadBuilder.AddResult.Abandoned, await adding.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(PayloadBuilder.AddResult.Closed, builder.TryAdd(Samples.Chunk(Samples.Span())));
        Assert.Null(builder.TryTake());
    }

    [Fact]
    public void A_payload_is_an_array_of_chunks()
    {
        Activity first = Samples.Span(), second = Samples.Span(), third = Samples.Span();
        Assert.Null(builder.TryTake());
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(Samples.Chunk(first, second)));
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(Samples.Chunk(third)));

        var payload = builder.TryTake()!;
        Assert.Equal((2, 3), (payload.Chunks.Count, payload.Spans));
        Assert.Equal("DD00000002", Convert.ToHexString(Samples.Body(payload)[..5]));
        Assert.Equal([2, 1], ReceivedSpan.Decode(Samples.Body(payload)).Select(chunk => chunk.Count));
        Assert.Null(builder.TryTake());
    }

    [Fact]
    public void A_payload_keeps_its_bytes_when_the_next_is_built()
    {
        builder.TryAdd(Samples.Chunk(Samples.Span("a", "first")));
        var first = builder.TryTake()!;
        builder.TryAdd(Samples.Chunk(Samples.Span("a", "second")));
        builder.TryTake();
        Assert.Equal("first", ReceivedSpan.Decode(Samples.Body(first))[0][0].Meta["a"]);
    }

    [Fact]
    public void What_does_not_fit_beside_the_others_waits_for_the_next_payload()
    {
        builder.TryAdd(Samples.Chunk(Samples.Span("a", new string('1', 1000))));
        var large = Samples.Chunk(Samples.Span("a", new string('2', 1000)));
        Assert.Equal(PayloadBuilder.AddResult.Full, builder.TryAdd(large));
        Assert.Single(ReceivedSpan.Decode(Samples.Body(builder.TryTake()!)));
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(large));
    }

    [Fact]
    public void What_fits_into_no_payload_is_refused()
    {
        Assert.Equal(PayloadBuilder.AddResult.TooLarge, builder.TryAdd(Samples.Chunk(Samples.Span("a", new string('1', 2000)))));
        Assert.Null(builder.TryTake());
        Assert.Equal(PayloadBuilder.AddResult.Added, builder.TryAdd(Samples.Chunk(Samples.Span())));
        Assert.Single(ReceivedSpan.Decode(Samples.Body(builder.TryTake()!)));
    }

    [Fact]
    public void A_chunk_that_cannot_be_encoded_leaves_no_trace_in_the_payload()
    {
        Assert.Equal(PayloadBuilder.AddResult.Failed, builder.TryAdd(Samples.Chunk(Samples.Span("a", new Throwing()))));
        Assert.Null(builder.TryTake());
        builder.TryAdd(Samples.Chunk(Samples.Span("a", "before")));
        Assert.Equal(PayloadBuilder.AddResult.Failed, builder.TryAdd(Samples.Chunk(Samples.Span("a", "x"), Samples.Span("a", new Throwing()))));
        builder.TryAdd(Samples.Chunk(Samples.Span("a", "after")));
        var payload = builder.TryTake()!;
        Assert.Equal((2, 2), (payload.Chunks.Count, payload.Spans));
        Assert.Equal(["before", "after"], ReceivedSpan.Decode(Samples.Body(payload)).Select(chunk => chunk[0].Meta["a"]));
    }

    private sealed class Throwing
    {
        public override string ToString() => throw new InvalidOperationException("no text");
    }

    private sealed class Waiting(Action wait)
    {
        public override string ToString()
        {
            wait();
            return "went on";
        }
    }
}
