using System.Diagnostics;
using System.Text;

namespace Waybill.Core.Tests.Propagation;

public class TraceId128Tests
{
    private const string Text = "640cfd8d00000000a0b1c2d3e4f50607";

    [Theory]
    [InlineData(0UL, 0UL, true)]
    [InlineData(0UL, 1UL, false)]
    [InlineData(1UL, 0UL, false)]
    public void Is_zero_when_both_halves_are(ulong upper, ulong lower, bool expected) => Assert.Equal(expected, new TraceId128(upper, lower).IsZero);

    [Fact]
    public void Reads_and_writes_32_digits()
    {
        Assert.True(TraceId128.TryParse(Encoding.UTF8.GetBytes(Text.ToUpperInvariant()), out var id));
        Assert.Equal(new TraceId128(0x640cfd8d00000000, 0xa0b1c2d3e4f50607), id);
        Assert.Equal(Text, id.ToString());
        var written = new byte[32];
        id.Write(written);
        Assert.Equal(Text, Encoding.UTF8.GetString(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("640cfd8d00000000")]
    [InlineData("640cfd8d00000000a0b1c2d3e4f5060")]
    [InlineData("640cfd8d00000000a0b1c2d3e4f506070")]
    [InlineData("640cfd8d00000000a0b1c2d3e4f5060g")]
    [InlineData("g40cfd8d00000000a0b1c2d3e4f50607")]
    public void Refuses_all_else(string text)
    {
        Assert.False(TraceId128.TryParse(Encoding.UTF8.GetBytes(text), out var id));
        Assert.True(id.IsZero);
    }

    [Fact]
    public void Takes_an_Activitys_trace_id_and_gives_it_back()
    {
        var id = ActivityTraceId.CreateFromString(Text);
        Assert.Equal(Text, TraceId128.From(id).ToString());
        Assert.Equal(id, TraceId128.From(id).ToActivityTraceId());
    }
}
