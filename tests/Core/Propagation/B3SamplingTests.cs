using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class B3SamplingTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("0", 0)]
    [InlineData("d", 2)]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("", null)]
    [InlineData("D", null)]
    [InlineData("2", null)]
    [InlineData("-1", null)]
    [InlineData("01", null)]
    [InlineData("TRUE", null)]
    [InlineData("\u00e9", null)]
    public void Reads_a_state(string text, int? expected) => Assert.Equal(expected, B3Sampling.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(null, "1")]
    [InlineData(2, "1")]
    [InlineData(1, "1")]
    [InlineData(0, "0")]
    [InlineData(-1, "0")]
    [InlineData(int.MaxValue, "1")]
    [InlineData(int.MinValue, "0")]
    public void Writes_whether_it_is_kept(int? priority, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(B3Sampling.Format(new TraceLevelState { SamplingPriority = priority })));

    [Theory]
    [InlineData("a0b1c2d3e4f50607", "0000000000000000a0b1c2d3e4f50607")]
    [InlineData("640cfd8d00000000a0b1c2d3e4f50607", "640cfd8d00000000a0b1c2d3e4f50607")]
    [InlineData("640CFD8D00000000A0B1C2D3E4F50607", "640cfd8d00000000a0b1c2d3e4f50607")]
    [InlineData("640cfd8d000000000000000000000000", "640cfd8d000000000000000000000000")]
    [InlineData("0000000000000000", null)]
    [InlineData("00000000000000000000000000000000", null)]
    [InlineData("", null)]
    [InlineData("1", null)]
    [InlineData("a0b1c2d3e4f5060", null)]
    [InlineData("a0b1c2d3e4f5060g", null)]
    [InlineData("0xb1c2d3e4f50607", null)]
    [InlineData(" a0b1c2d3e4f5060", null)]
    [InlineData("640cfd8d00000000a0b1c2d3e4f506070", null)]
    [InlineData("640cfd8d00000000a0b1c2d3e4f5060g", null)]
    [InlineData("640cfd8g00000000a0b1c2d3e4f50607", null)]
    public void Reads_ids_of_64_and_128_bits(string hex, string? expected) =>
        Assert.Equal(expected, B3Sampling.TryParseTraceId(Encoding.UTF8.GetBytes(hex), out var id) ? id.ToString() : null);
}
