using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class EnvironmentReaderTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("a", "b", "a")]
    [InlineData(" a\t", null, "a")]
    [InlineData("  ", "b", "b")]
    [InlineData("", "", null)]
    public void Takes_the_first_name_that_has_a_value(string? first, string? second, string? expected) =>
        Assert.Equal(expected, new EnvironmentReader(name => name == "FIRST" ? first : second).First("FIRST", "SECOND"));
}
