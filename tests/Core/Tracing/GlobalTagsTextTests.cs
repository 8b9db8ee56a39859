using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class GlobalTagsTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("a:b", "a=b")]
    [InlineData(" a : b , c:d ", "a=b c=d")]
    [InlineData("a:b:c", "a=b:c")]
    [InlineData("a:1,a:2", "a=2")]
    [InlineData("a,:b,c:, : ,,d: ", "")]
    [InlineData("a:\u00e9", "a=\u00e9")]
    public void Reads_pairs(string? text, string expected) =>
        Assert.Equal(expected, string.Join(' ', GlobalTagsText.Parse(text).Select(tag => $"{tag.Key}={tag.Value}")));
}
