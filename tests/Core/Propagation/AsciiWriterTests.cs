using System.Buffers;
using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class AsciiWriterTests
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("abc");

    [Fact]
    public void Appends_text_numbers_and_hexadecimal_digits()
    {
        AsciiWriter writer = new(stackalloc byte[80]);
        writer.Append('s');
        writer.Append(":\u00e9");
        writer.AppendDecimal(-1L);
        writer.AppendDecimal(ulong.MaxValue);
        writer.AppendHex(0xAB);
        writer.AppendReplacing("a=b~\u00e9\ud83d\ude00c", Letters);
        Assert.Equal("s:\u00e9-11844674407370955161500000000000000aba~b____c", Encoding.UTF8.GetString(writer.Written));
        Assert.False(writer.Overflowed);
    }

    [Fact]
    public void Remembers_an_overflow_and_keeps_what_fitted()
    {
        AsciiWriter writer = new(stackalloc byte[4]);
        writer.Append("abc");
        writer.Append("too long");
        writer.AppendHex(1);
        writer.AppendDecimal(12UL);
        Assert.True(writer.Overflowed);
        writer.Append('d');
        writer.Append('e');
        Assert.Equal("abcd", Encoding.UTF8.GetString(writer.Written));
    }
}
