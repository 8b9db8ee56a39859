using Waybill.Core.Export.Spool;

namespace Waybill.Core.Tests.Export.Spool;

public class SpoolNameTests
{
    [Fact]
    public void A_name_says_all_and_is_read_again()
    {
        SpoolName name = new(638_000_000_000_000_000, 7, "12x00ff", 3, 450);
        Assert.Equal("0638000000000000000-000007-12x00ff-3-450.spans", name.ToString());
        Assert.True(SpoolName.TryParse(name.ToString(), out var read));
        Assert.Equal(name, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".spans")]
    [InlineData("notes.txt")]
    [InlineData("1-2-a-3.spans")]
    [InlineData("1-2-a-3-4-5.spans")]
    [InlineData("1-2-a-3-4-5-6-7-8.spans")]
    [InlineData("1-2--3-4.spans")]
    [InlineData("x-2-a-3-4.spans")]
    [InlineData("1-2-a-3-99999999999.spans")]
    [InlineData("9223372036854775807-2-a-3-4.spans")]
    [InlineData("1-2-a-3-4.spans.tmp")]
    [InlineData("1-2-a-3-4.spans.corrupt")]
    public void Other_names_are_nobodys_business(string name) => Assert.False(SpoolName.TryParse(name, out _));
}
