using Waybill.LocalAgent.Api;

namespace Waybill.LocalAgent.Tests.Api;

public sealed class TraceIdTextTests
{
    [Theory]
    [InlineData("10", new ulong[] { 10 })]
    [InlineData("00000000000000000000000000000010", new ulong[] { 0x10, 10 })]
    [InlineData("0000000000000010", new ulong[] { 0x10, 10 })]
    [InlineData("ABCDEF0123456789", new ulong[] { 0xabcdef0123456789 })]
    [InlineData("18446744073709551616", new ulong[0])]
    [InlineData(" 1", new ulong[0])]
    [InlineData("", new ulong[0])]
    public void A_text_has_the_readings_that_it_may_stand_for(string text, ulong[] expected) =>
        Assert.Equal(expected, TraceIdText.Readings(text));
}
