using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public sealed class OriginTextTests
{
    [Theory]
    [InlineData("synthetics-browser", "synthetics-browser")]
    [InlineData("a~b,c;d=e", "a~b,c;d=e")]
    [InlineData("a\r\nInjected: b\0", "a__Injected: b_")]
    [InlineData("é", "_")]
    public void Holds_nothing_that_breaks_a_header(string text, string expected) => Assert.Equal(expected, OriginText.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Is_none_when_it_is_too_long()
    {
        Assert.NotNull(OriginText.Read(new byte[OriginText.MaxLength]));
        Assert.Null(OriginText.Read(new byte[OriginText.MaxLength + 1]));
    }
}
