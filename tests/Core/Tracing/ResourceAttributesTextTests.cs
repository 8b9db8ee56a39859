using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class ResourceAttributesTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("a=1,b=2", "a=1 b=2")]
    [InlineData(" a = 1 , b=2=3", "a=1 b=2=3")]
    [InlineData("a=x%20y%2C%C3%A9", "a=x y,é")]
    [InlineData("a,=1,b=,c=3,,", "c=3")]
    [InlineData("a=%zz", "a=%zz")]
    [InlineData("a=1,a=2", "a=2")]
    public void Pairs_at_commas_with_percent_encoding(string? text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ResourceAttributesText.Parse(text).Select(pair => $"{pair.Key}={pair.Value}")));
}
