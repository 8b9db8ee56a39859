using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class CarrierTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("longer than the scratch space is, with \u00e9 in it")]
    public void Gives_UTF_8_whether_or_not_the_scratch_space_is_large_enough(string text)
    {
        Assert.True(CarrierText.TryGetBytes(text, stackalloc byte[8], out var value));
        Assert.Equal(text, Encoding.UTF8.GetString(value));
    }

    [Fact]
    public void Refuses_null_and_what_is_longer_than_any_format_needs()
    {
        Assert.False(CarrierText.TryGetBytes(null, stackalloc byte[8], out _));
        Assert.True(CarrierText.TryGetBytes(new string('a', CarrierText.MaxLength), stackalloc byte[8], out _));
        Assert.False(CarrierText.TryGetBytes(new string('a', CarrierText.MaxLength + 1), stackalloc byte[8], out _));
    }
}
