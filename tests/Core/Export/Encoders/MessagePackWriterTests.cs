using Waybill.Core.Export.Encoders;
using Waybill.Core.Export.Mapping;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Encoders;

public class MessagePackWriterTests
{
    private readonly MessagePackWriter writer = new();

    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(0x7FUL, "7F")]
    [InlineData(0x80UL, "CC80")]
    [InlineData(0xFFUL, "CCFF")]
    [InlineData(0x100UL, "CD0100")]
    [InlineData(0xFFFFUL, "CDFFFF")]
    [InlineData(0x10000UL, "CE00010000")]
    [InlineData(0xFFFFFFFFUL, "CEFFFFFFFF")]
    [InlineData(0x100000000UL, "CF0000000100000000")]
    [InlineData(ulong.MaxValue, "CFFFFFFFFFFFFFFFFF")]
    public void Integers_take_their_smallest_form(ulong value, string expected)
    {
        writer.WriteUInt(value);
        Assert.Equal(expected, Convert.ToHexString(writer.Written));
    }

    [Theory]
    [InlineData("", "A0")]
    [InlineData("abc", "A3616263")]
    [InlineData("\u00e9", "A2C3A9")]
    public void Short_text_has_a_header_of_one_byte(string value, string expected)
    {
        writer.WriteString(value);
        Assert.Equal(expected, Convert.ToHexString(writer.Written));
    }

    [Theory]
    [InlineData(10, "a")]
    [InlineData(11, "a")]
    [InlineData(10, "\u20ac")]
    [InlineData(11, "\u20ac")]
    [InlineData(5, "\ud83d\ude00")]
    [InlineData(31, "a")]
    [InlineData(15, "\u00e9")]
    [InlineData(16, "\u00e9")]
    [InlineData(31, "\u00e9")]
    [InlineData(255, "a")]
    [InlineData(256, "a")]
    [InlineData(127, "\u00e9")]
    [InlineData(128, "\u00e9")]
    [InlineData(65_535, "a")]
    [InlineData(65_536, "a")]
    [InlineData(32, "a")]
    [InlineData(70_000, "\u20ac")]
    [InlineData(1_000_000, "a")]
    public void Text_of_any_length_is_read_back(int count, string part)
    {
        var value = string.Concat(Enumerable.Repeat(part, count));
        writer.WriteString("before");
        writer.WriteArrayHeader(2);
        writer.WriteString(value);
        writer.WriteString("after");
        Assert.Equal([value, "after"], (List<object?>)MessagePackDecoder.Decode(writer.Written["before".Length..][1..])!);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character()
    {
        writer.WriteString("a\ud83d");
        Assert.Equal("a\ufffd", MessagePackDecoder.Decode(writer.Written));
    }

    [Theory]
    [InlineData(5, "A5")]
    [InlineData(31, "BF")]
    [InlineData(32, "D920")]
    [InlineData(255, "D9FF")]
    [InlineData(256, "DA0100")]
    [InlineData(65_535, "DAFFFF")]
    [InlineData(65_536, "DB00010000")]
    public void Text_has_the_header_of_its_bytes(int bytes, string header)
    {
        writer.WriteString(new string('a', bytes));
        Assert.Equal(header, Convert.ToHexString(writer.Written[..^bytes]));
        writer.Truncate(0);
        writer.WriteUtf8(new byte[bytes]);
        Assert.Equal(header, Convert.ToHexString(writer.Written[..^bytes]));
        writer.Truncate(0);
        writer.WriteResource(new SpanNames().Are("", $"{new string('a', bytes - 1)}{new string('a', 1)}", null));
        Assert.Equal(header, Convert.ToHexString(writer.Written[..^bytes]));
    }

    [Theory]
    [InlineData(0L, "00")]
    [InlineData(long.MaxValue, "CF7FFFFFFFFFFFFFFF")]
    [InlineData(-1L, "D3FFFFFFFFFFFFFFFF")]
    [InlineData(long.MinValue, "D38000000000000000")]
    public void Signed_integers_may_be_negative(long value, string expected)
    {
        writer.WriteInt(value);
        Assert.Equal(expected, Convert.ToHexString(writer.Written));
    }

    [Theory]
    [InlineData(0, "80", "90")]
    [InlineData(15, "8F", "9F")]
    [InlineData(16, "DE0010", "DC0010")]
    [InlineData(65535, "DEFFFF", "DCFFFF")]
    [InlineData(65536, "DF00010000", "DD00010000")]
    public void Maps_and_arrays_have_the_header_of_their_size(int count, string map, string array)
    {
        writer.WriteMapHeader(count);
        writer.WriteArrayHeader(count);
        Assert.Equal(map + array, Convert.ToHexString(writer.Written));
    }

    [Fact]
    public void A_map_may_get_its_size_at_its_end()
    {
        var map = writer.BeginMap();
        writer.WriteKey("one"u8);
        writer.WriteDouble(1.5);
        writer.WriteKey("nil"u8);
        writer.WriteNil();
        writer.End(map, 2);
        Assert.Equal([new("one", 1.5), new("nil", null)], (List<KeyValuePair<string, object?>>)MessagePackDecoder.Decode(writer.Written)!);
    }

    [Fact]
    public void What_is_truncated_is_written_over()
    {
        writer.WriteUInt(1);
        writer.WriteString("wrong");
        writer.Truncate(1);
        writer.WriteRaw([2, 3]);
        Assert.Equal("010203", Convert.ToHexString(writer.Written));
    }
}
