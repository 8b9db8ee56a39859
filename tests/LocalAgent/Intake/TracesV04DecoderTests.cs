using Waybill.LocalAgent.Intake;
using Waybill.LocalAgent.MessagePack;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Intake;

public sealed class TracesV04DecoderTests
{
    private const long Plenty = 1 << 24;

    [Fact]
    public void A_ping_is_an_empty_payload() => Assert.Empty(Decoding.Spans(TracesV04Decoder.Decode, [0x90], Plenty));

    [Fact]
    public void The_spans_of_all_traces_come_in_order()
    {
        byte[] payload = Wire.Array(Wire.Array(Wire.Span(1, 10), Wire.Span(1, 11)), Wire.Array(), Wire.Array(Wire.Span(2, 20)));
        Assert.Equal([10ul, 11, 20], Decoding.Spans(TracesV04Decoder.Decode, payload, Plenty).Select(span => span.SpanId));
    }

    [Fact]
    public void A_refusal_names_trace_span_and_byte()
    {
        byte[] payload = Wire.Array(Wire.Array(Wire.Span(1, 10)), Wire.Array(Wire.Span(1, 11), Wire.Span(1, 12, ("name", [5]))));
        var problem = Assert.Throws<MessagePackFormatException>(() => Decoding.Spans(TracesV04Decoder.Decode, payload, Plenty));
        Assert.Equal($"trace 1, span 1: expected a string but found code 0x05 at byte {payload.Length - 1}", problem.Message);
    }

    [Fact]
    public void What_follows_the_payload_is_refused() =>
        Assert.Throws<MessagePackFormatException>(() => Decoding.Spans(TracesV04Decoder.Decode, [0x90, 0x90], Plenty));

    [Fact]
    public void A_payload_cut_at_any_byte_is_refused()
    {
        byte[] payload = Wire.Array(Wire.Array(Samples.FullSpan(), Wire.Span(1, 2)));
        Assert.Equal(2, Decoding.Spans(TracesV04Decoder.Decode, payload, Plenty).Count);
        for (int length = 0; length < payload.Length; length++)
        {
            byte[] cut = payload[..length];
            Assert.Throws<MessagePackFormatException>(() => Decoding.Spans(TracesV04Decoder.Decode, cut, Plenty));
        }
    }

    [Fact]
    public void A_payload_with_any_byte_changed_is_taken_or_refused_but_nothing_else()
    {
        byte[] payload = Wire.Array(Wire.Array(Samples.FullSpan(), Wire.Span(1, 2)));
        for (int place = 0; place < payload.Length; place++)
        {
            foreach (byte value in (byte[])[0x00, 0x80, 0x90, 0xc0, 0xc1, 0xc6, 0xd9, 0xdb, 0xdd, 0xdf, 0xff])
            {
                byte[] changed = [.. payload];
                changed[place] = value;
                DecodeOrRefuse(changed);
            }
        }
    }

    [Fact]
    public void Random_bytes_are_taken_or_refused_but_nothing_else()
    {
        var random = new Random(20261121);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] noise = new byte[random.Next(1, 200)];
            random.NextBytes(noise);
            DecodeOrRefuse(noise);
            DecodeOrRefuse([0x91, 0x91, .. noise]);
        }
    }

    [Theory]
    [InlineData("ddffffffff")]
    [InlineData("91ddffffffff")]
    [InlineData("9191dfffffffff")]
    [InlineData("919181a46d657461dfffffffff")]
    [InlineData("919181a46e616d65dbffffffff")]
    public void A_huge_announced_length_costs_nothing(string hex)
    {
        byte[] payload = Convert.FromHexString(hex);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<MessagePackFormatException>(() => Decoding.Spans(TracesV04Decoder.Decode, payload, Plenty));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000);
    }

    [Fact]
    public void Deep_nesting_under_an_unknown_key_is_refused()
    {
        byte[] nested = [.. Enumerable.Repeat<byte>(0x91, 100_000), 0xc0];
        byte[] payload = Wire.Array(Wire.Array(Wire.Span(1, 2, ("unknown", nested))));
        Assert.Throws<MessagePackFormatException>(() => Decoding.Spans(TracesV04Decoder.Decode, payload, Plenty));
    }

    [Fact]
    public void Many_small_things_are_too_large_before_they_fill_the_memory()
    {
        byte[] tags = Wire.Map([.. Enumerable.Range(0, 10_000).Select(i => ($"{i}", Wire.Text("")))]);
        byte[] payload = Wire.Array(Wire.Array(Wire.Span(1, 2, ("meta", tags))));
        Assert.Single(Decoding.Spans(TracesV04Decoder.Decode, payload, Plenty));
        Assert.Throws<PayloadTooLargeException>(() => Decoding.Spans(TracesV04Decoder.Decode, payload, 500_000));
    }

    private static void DecodeOrRefuse(byte[] payload)
    {
        try
        {
            IReadOnlyList<TraceSpan> spans = Decoding.Spans(TracesV04Decoder.Decode, payload, Plenty);
            Assert.All(spans, span => Assert.NotEqual(0ul, span.SpanId));
        }
        catch (MessagePackFormatException)
        {
        }
    }
}
