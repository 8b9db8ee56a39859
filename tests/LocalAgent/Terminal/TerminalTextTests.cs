using Waybill.LocalAgent.Terminal;

namespace Waybill.LocalAgent.Tests.Terminal;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("orders", 10, "orders")]
    [InlineData("orders", 6, "orders")]
    [InlineData("orders", 5, "orde…")]
    [InlineData("orders", 1, "…")]
    [InlineData("orders", 0, "")]
    [InlineData("注文注文", 8, "注文注文")]
    [InlineData("注文注文", 7, "注文注…")]
    [InlineData("注文注文", 4, "注…")]
    [InlineData("a\u001b[31m\r\nb\tc\u0007", 20, "a·[31m··b·c·")]
    [InlineData("a\u202egnp\u200b\u2028", 20, "a·gnp··")]
    [InlineData("[red]x[/]", 20, "[red]x[/]")]
    public void Text_is_cut_to_cells_and_made_safe(string text, int width, string expected) =>
        Assert.Equal(expected, TerminalText.Cut(text, width));

    [Fact]
    public void A_heap_of_marks_is_cut_too() =>
        Assert.True(TerminalText.Cut("a" + new string('\u0301', 10_000), 10).Length <= 21);

    [Fact]
    public void A_half_character_is_replaced() => Assert.Equal("\ufffda", TerminalText.Cut("\ud83da", 10));

    [Fact]
    public void Columns_are_filled_to_their_width()
    {
        Assert.Equal("注…  ", TerminalText.Left("注文", 3) + "  ");
        Assert.Equal("ab  ", TerminalText.Left("ab", 4));
        Assert.Equal("  ab", TerminalText.Right("ab", 4));
    }
}
