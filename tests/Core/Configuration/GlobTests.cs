using Waybill.Core.Configuration;

namespace Waybill.Core.Tests.Configuration;

public class GlobTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("*", "")]
    [InlineData("**", "")]
    [InlineData("*", "anything")]
    [InlineData("web", "WEB")]
    [InlineData("web*", "web")]
    [InlineData("web*", "webshop")]
    [InlineData("*shop", "webshop")]
    [InlineData("w*b*p", "webshop")]
    [InlineData("w?b", "web")]
    [InlineData("?*", "w")]
    [InlineData("*a*b", "aab-ab")]
    [InlineData("a.b+c(d)[e]", "a.b+c(d)[e]")]
    [InlineData("a\\b", "a\\b")]
    public void Fits(string pattern, string text) => Assert.True(Glob.IsMatch(pattern, text));

    [Theory]
    [InlineData("", "a")]
    [InlineData("?", "")]
    [InlineData("web", "webshop")]
    [InlineData("web", "myweb")]
    [InlineData("w?b", "wb")]
    [InlineData("w?b", "weeb")]
    [InlineData("*shop", "webshops")]
    [InlineData("w*x*p", "webshop")]
    [InlineData("a.b", "axb")]
    public void Does_not_fit(string pattern, string text) => Assert.False(Glob.IsMatch(pattern, text));

    [Fact]
    public void Many_stars_take_no_exponential_time() =>
        Assert.False(Glob.IsMatch(string.Concat(Enumerable.Repeat("*a", 2000)) + "b", new string('a', 10_000)));

    [Theory]
    [InlineData("*", true)]
    [InlineData("***", true)]
    [InlineData("", false)]
    [InlineData("*?", false)]
    public void Knows_what_fits_everything(string pattern, bool expected) => Assert.Equal(expected, Glob.IsAny(pattern));
}
