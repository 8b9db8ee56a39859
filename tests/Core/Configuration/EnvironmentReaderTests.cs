using Waybill.Core.Configuration;

namespace Waybill.Core.Tests.Configuration;

public class EnvironmentReaderTests
{
    private readonly List<string> warnings = [];

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("a", "b", "a")]
    [InlineData(" a\t", null, "a")]
    [InlineData("  ", "b", "b")]
    [InlineData("", "", null)]
    public void Takes_the_first_name_that_has_a_value(string? first, string? second, string? expected) =>
        Assert.Equal(expected, new EnvironmentReader(name => name == "FIRST" ? first : second, _ => { }).First("FIRST", "SECOND"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" a ")]
    public void Gives_the_text_as_it_is(string? text) => Assert.Equal(text, Reader(text).Raw("NAME"));

    [Theory]
    [InlineData("true", true)]
    [InlineData(" TRUE ", true)]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("Y", true)]
    [InlineData("yes", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("F", false)]
    [InlineData("n", false)]
    [InlineData("No", false)]
    public void Reads_a_flag(string text, bool expected)
    {
        Assert.Equal(expected, Reader(text).Flag("NAME", otherwise: !expected));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(null, false)]
    [InlineData(" ", true)]
    public void A_flag_that_is_not_there_has_its_default(string? text, bool otherwise)
    {
        Assert.Equal(otherwise, Reader(text).Flag("NAME", otherwise));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("2", true, "NAME is '2', which is neither true nor false; true is used.")]
    [InlineData(" 2 ", false, "NAME is '2', which is neither true nor false; false is used.")]
    public void A_flag_that_is_neither_is_told(string text, bool otherwise, string warning)
    {
        Assert.Equal(otherwise, Reader(text).Flag("NAME", otherwise));
        Assert.Equal([warning], warnings);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 512 ", 512)]
    [InlineData("+7", 7)]
    [InlineData("007", 7)]
    public void Reads_a_number(string text, int expected)
    {
        Assert.Equal(expected, Reader(text).Number("NAME", 0, 512, 64));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("513")]
    [InlineData("99999999999")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("many")]
    public void A_number_that_cannot_be_used_is_told(string text)
    {
        Assert.Equal(64, Reader(text).Number("NAME", 0, 512, 64));
        Assert.Equal([$"NAME is '{text}', which is no number from 0 to 512; 64 is used."], warnings);
    }

    [Theory]
    [InlineData("restart", ExtractBehavior.Restart)]
    [InlineData(" IGNORE ", ExtractBehavior.Ignore)]
    [InlineData("Continue", ExtractBehavior.Continue)]
    public void Reads_a_choice(string text, ExtractBehavior expected)
    {
        Assert.Equal(expected, Reader(text).Choice("NAME", ExtractBehavior.Continue));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("drop")]
    [InlineData("restart,ignore")]
    public void A_choice_that_there_is_not_is_told(string text)
    {
        Assert.Equal(ExtractBehavior.Continue, Reader(text).Choice("NAME", ExtractBehavior.Continue));
        Assert.Equal([$"NAME is '{text}', which is none of Continue, Restart, Ignore; Continue is used."], warnings);
    }

    [Fact]
    public void What_is_not_there_is_no_number_and_no_choice()
    {
        Assert.Equal(64, Reader(null).Number("NAME", 0, 512, 64));
        Assert.Equal(ExtractBehavior.Ignore, Reader(" ").Choice("NAME", ExtractBehavior.Ignore));
        Assert.Empty(warnings);
    }

    private EnvironmentReader Reader(string? text) => new(name => name == "NAME" ? text : null, warnings.Add);
}
