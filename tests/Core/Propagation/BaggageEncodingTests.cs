using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class BaggageEncodingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc019XYZ", "abc019XYZ")]
    [InlineData("!#$&'()*+-./:<=>?@[]^_`{|}~", "!#$&'()*+-./:<=>?@[]^_`{|}~")] // all that stays raw beside letters and digits
    [InlineData("\",;\\", "%22%2C%3B%5C")]
    [InlineData("%", "%25")] // so that it comes back
    [InlineData("%41", "%2541")]
    [InlineData(" \t\r\n", "%20%09%0D%0A")]
    [InlineData("\0\u001f\u007f", "%00%1F%7F")]
    [InlineData("\u00e9", "%C3%A9")]
    [InlineData("\u00a0\u2003", "%C2%A0%E2%80%83")]
    [InlineData("\ud83d\ude00", "%F0%9F%98%80")]
    public void Encodes_a_value(string text, string expected) => Assert.Equal(expected, Encode(text, BaggageEncoding.ValueCharacters));

    [Theory]
    [InlineData("abc019XYZ", "abc019XYZ")]
    [InlineData("!#$&'*+-.^_`|~", "!#$&'*+-.^_`|~")]
    [InlineData("\",;\\%", "%22%2C%3B%5C%25")]
    [InlineData("()/:<=>?@[]{}", "%28%29%2F%3A%3C%3D%3E%3F%40%5B%5D%7B%7D")]
    [InlineData("user id", "user%20id")]
    [InlineData("Am\u00e9lie", "Am%C3%A9lie")]
    public void Encodes_a_name(string text, string expected) => Assert.Equal(expected, Encode(text, BaggageEncoding.NameCharacters));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_character_comes_back_and_only_visible_ASCII_goes_out(bool isName)
    {
        for (var code = 0; code < 0x3000; code++)
        {
            var text = ((char)code).ToString();
            var encoded = Encode(text, isName ? BaggageEncoding.NameCharacters : BaggageEncoding.ValueCharacters);
            Assert.True(Uri.UnescapeDataString(encoded) == text && encoded.All(c => c is > ' ' and <= '~' and not ',' and not ';'), $"U+{code:X4}: {encoded}");
        }
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() => Assert.Equal("%EF%BF%BDa", Encode("\ud83da", BaggageEncoding.ValueCharacters));

    [Fact]
    public void What_does_not_fit_is_remembered()
    {
        AsciiWriter writer = new(stackalloc byte[4]);
        BaggageEncoding.Append("a\u00e9", BaggageEncoding.ValueCharacters, ref writer);
        Assert.True(writer.Overflowed);
    }

    private static string Encode(string text, System.Buffers.SearchValues<char> raw)
    {
        AsciiWriter writer = new(stackalloc byte[128]);
        BaggageEncoding.Append(text, raw, ref writer);
        Assert.False(writer.Overflowed);
        return Encoding.ASCII.GetString(writer.Written);
    }
}
