using System.Text;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tests.Propagation;

public class OpenTelemetryMemberTests
{
    [Theory]
    [InlineData("ot=rv:1234567890abcd;th:8", "ot=rv:1234567890abcd;th:8")]
    [InlineData("ot=th:0", "ot=th:0")]
    [InlineData("ot=rv:1234567890abcd;th:xyz;a:1", "ot=rv:1234567890abcd;a:1")]
    [InlineData("ot=rv:1234567890ABCD;th:1234567890abcde", null)]
    [InlineData("ot=rv:1;th:", null)]
    [InlineData("ot=;;", null)]
    [InlineData("ot=p:8;r:62", "ot=p:8;r:62")]
    public void What_is_no_number_goes(string member, string? expected) =>
        Assert.Equal(expected, OpenTelemetryMember.Clean(Encoding.ASCII.GetBytes(member)));

    [Theory]
    [InlineData(0x1234UL, 0UL, "ot=rv:00000000001234;th:0")]
    [InlineData(0xffffffffffffffUL, 0x80000000000000UL, "ot=rv:ffffffffffffff;th:8")]
    public void Thresholds_are_without_zeros_at_the_end(ulong randomness, ulong threshold, string expected) =>
        Assert.Equal(expected, OpenTelemetryMember.Of(randomness, threshold));

    [Fact]
    public void A_new_member_stands_first_in_place_of_an_earlier_one()
    {
        Assert.Equal("ot=th:0", OpenTelemetryMember.Put("ot=th:0", null));
        Assert.Equal("ot=th:0,a=1,b=2", OpenTelemetryMember.Put("ot=th:0", "a=1,ot=th:8,b=2"));
        Assert.Equal(31, OpenTelemetryMember.Put("ot=th:0", string.Join(',', Enumerable.Range(0, 31).Select(index => $"a{index}=1"))).Split(',').Length);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.05)]
    [InlineData(0.999999)]
    [InlineData(1)]
    public void Who_decides_by_tracestate_decides_as_we_do(double rate)
    {
        SamplingRate sampling = new(rate, SamplingMechanism.Rule);
        Random random = new(5);
        for (var round = 0; round < 2000; round++)
        {
            var id = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            var parts = sampling.WithTraceState(TraceLevelState.Empty, id).OtherTraceState!["ot=".Length..].Split(';');
            var threshold = parts[1]["th:".Length..].PadRight(14, '0');
            Assert.Equal(sampling.Keeps(id), string.CompareOrdinal(parts[0]["rv:".Length..], threshold) >= 0);
        }
    }

    [Fact]
    public void A_rate_of_0_has_no_threshold() =>
        Assert.Null(new SamplingRate(0, SamplingMechanism.Rule).WithTraceState(TraceLevelState.Empty, 1).OtherTraceState);
}
