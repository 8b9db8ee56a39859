using System.Text;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class CarrierReadingTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("a", "a")]
    [InlineData("a", "a", "b")]
    [InlineData("b", "", null, "b")]
    [InlineData(null, "", null)]
    public void First_non_empty_value_counts(string? expected, params string?[] values)
    {
        Headers.Reader reader = new(new Headers(values.Select(value => ("h", value))));
        Assert.Equal(expected is not null, CarrierReading.TryGetFirstNonEmpty(ref reader, "h", default, out var value));
        Assert.Equal(expected ?? "", Encoding.UTF8.GetString(value));
    }

    [Fact]
    public void Values_beyond_the_limits_are_not_looked_at()
    {
        Headers headers = new([("long", new string('a', CarrierText.MaxLength + 1)), ("long", "b")]);
        headers.AddRange(Enumerable.Repeat(("many", (byte[]?)[]), CarrierReading.MaxValues));
        headers.Add("many", "b");
        Headers.Reader reader = new(headers);
        Assert.True(CarrierReading.TryGetFirstNonEmpty(ref reader, "long", default, out var value));
        Assert.Equal("b"u8, value);
        Assert.False(CarrierReading.TryGetFirstNonEmpty(ref reader, "many", default, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a", "a")]
    [InlineData(null, "a", "b")]
    [InlineData(null, "a", "a")]
    [InlineData(null, "", "a")]
    public void Single_value_must_be_the_only_one(string? expected, params string?[] values)
    {
        Headers.Reader reader = new(new Headers(values.Select(value => ("h", value))));
        Assert.Equal(expected is not null, CarrierReading.TryGetSingle(ref reader, "h", default, out var value));
        Assert.Equal(expected ?? "", Encoding.UTF8.GetString(value));
    }
}
