using System.Diagnostics;
using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class HexTests
{
    [Theory]
    [InlineData("0000000000000000", 0UL)]
    [InlineData("00f067aa0ba902b7", 0x00f067aa0ba902b7UL)]
    [InlineData("00F067AA0BA902B7", 0x00f067aa0ba902b7UL)]
    [InlineData("ffffffffffffffff", ulong.MaxValue)]
    public void Reads_16_digits_of_either_case(string text, ulong expected)
    {
        Assert.True(Hex.TryParse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0f067aa0ba902b7")]
    [InlineData("000f067aa0ba902b7")]
    [InlineData("g0f067aa0ba902b7")]
    [InlineData("00f067aa0ba902bg")]
    [InlineData("00f067aa 0ba902b")]
    [InlineData("0x00f067aa0ba902")]
    [InlineData("+0f067aa0ba902b7")]
    [InlineData("-0f067aa0ba902b7")]
    [InlineData(" 0f067aa0ba902b7")]
    [InlineData("00f067aa0ba902\u00e9")]
    public void Refuses_all_else_and_then_gives_zero(string text)
    {
        Assert.False(Hex.TryParse(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(0UL, value);
    }

    [Theory]
    [InlineData("00", true, 0)]
    [InlineData("fF", true, 255)]
    [InlineData("0", false, 0)]
    [InlineData("000", false, 0)]
    [InlineData("0g", false, 0)]
    [InlineData("+1", false, 0)]
    public void Reads_a_byte_of_two_digits(string text, bool isByte, byte expected)
    {
        Assert.Equal(isByte, Hex.TryParseByte(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData(0UL, "0000000000000000")]
    [InlineData(0xABCUL, "0000000000000abc")]
    [InlineData(ulong.MaxValue, "ffffffffffffffff")]
    public void Writes_16_lower_case_digits(ulong value, string expected)
    {
        var text = new byte[16];
        Hex.Write(value, text);
        Assert.Equal(expected, Encoding.UTF8.GetString(text));
    }

    [Fact]
    public void Takes_an_Activitys_span_id_and_gives_it_back()
    {
        var id = ActivitySpanId.CreateFromString("00f067aa0ba902b7");
        Assert.Equal(0x00f067aa0ba902b7UL, Hex.From(id));
        Assert.Equal(id, Hex.ToActivitySpanId(Hex.From(id)));
    }
}
