using System.Text;
using Waybill.Core.Export.Encoders;

namespace Waybill.Core.Tests.Export.Encoders;

public class AsciiTextTests
{
    [Fact]
    public void Every_length_is_copied_and_no_byte_beyond()
    {
        for (var length = 0; length <= 70; length++)
        {
            var text = new string([.. Enumerable.Range(0, length).Select(index => (char)(index % 127 + 1))]);
            var bytes = Enumerable.Repeat((byte)0xEE, length + 2).ToArray();
            Assert.True(AsciiText.TryCopy(text, ref bytes[1]));
            Assert.Equal([0xEE, .. Encoding.ASCII.GetBytes(text), 0xEE], bytes);
        }
    }

    [Theory]
    [InlineData('\u0080')]
    [InlineData('\u00ff')]
    [InlineData('\u0100')]
    [InlineData('\u2041')]
    [InlineData('\uffff')]
    public void One_character_of_another_kind_is_found_anywhere(char other)
    {
        for (var length = 1; length <= 40; length++)
        {
            for (var at = 0; at < length; at++)
            {
                var text = new string('a', at) + other + new string('b', length - at - 1);
                var bytes = new byte[length];
                Assert.False(AsciiText.TryCopy(text, ref bytes[0]));
            }
        }
    }
}
