using System.Globalization;
using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public sealed class DecimalTextTests
{
    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("7", 7UL)]
    [InlineData("12345678", 12345678UL)]
    [InlineData("00000000", 0UL)]
    [InlineData("1234567890123456", 1234567890123456UL)]
    [InlineData("9999999999999999999", 9999999999999999999UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("00000000000000000042", 42UL)]
    public void Reads_digits(string text, ulong expected)
    {
        Assert.True(DecimalText.TryParseDigits(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("18446744073709551616")]
    [InlineData("99999999999999999999")]
    [InlineData("000000000000000000042")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1234567x")]
    [InlineData("x2345678")]
    [InlineData("1234/678")]
    [InlineData("1234:678")]
    [InlineData("12345678\u0661")]
    public void Leaves_all_else_to_a_more_patient_parser(string text)
    {
        Assert.False(DecimalText.TryParseDigits(Encoding.UTF8.GetBytes(text), out var value));
        Assert.Equal(0UL, value);
    }

    [Fact]
    public void Agrees_with_the_framework_on_any_number()
    {
        Random random = new(7);
        for (var i = 0; i < 20_000; i++)
        {
            var number = (ulong)random.NextInt64() >> random.Next(64);
            Assert.True(DecimalText.TryParseDigits(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), out var value));
            Assert.Equal(number, value);
        }
    }

    [Fact]
    public void Takes_no_byte_but_a_digit_at_any_place()
    {
        for (var place = 0; place < 8; place++)
        {
            for (var character = 0; character <= byte.MaxValue; character++)
            {
                var text = "12345678"u8.ToArray();
                text[place] = (byte)character;
                Assert.Equal(char.IsAsciiDigit((char)character), DecimalText.TryParseDigits(text, out _));
            }
        }
    }
}
