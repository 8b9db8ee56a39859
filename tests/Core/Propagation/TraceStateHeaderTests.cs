using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class TraceStateHeaderTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(null, "")]
    [InlineData(null, " , ,\t")]
    [InlineData(null, "dd=s:2")]
    [InlineData("a=b", "a=b")]
    [InlineData("a=b,c=d", "a=b , c=d")]
    [InlineData("a=b,c=d", "a=b", null, " ", "c=d")] // several headers are one list
    [InlineData("a=b,c=d", "a=b,dd=s:2,c=d")]
    [InlineData("a=b", "a=b, dd=s:2")] // wherever our member stands
    [InlineData("a=b", "dd=s:2,a=b,dd=s:1")] // and however often
    [InlineData("add=s:2,ddd=1", "add=s:2,ddd=1")]
    [InlineData("ok=1", "not a member,=,a=b=c,FOO=1,foo.bar=1,k=\r\nx: y,k=é,ok=1")] // what W3C's grammar forbids goes, each for itself
    [InlineData("fw529a3039@dt=FfFf,0a=1,rojo*/-_=00f067aa0ba902b7", "fw529a3039@dt=FfFf,0a=1,rojo*/-_=00f067aa0ba902b7")]
    public void Keeps_the_members_of_others(string? expected, params string?[] headers)
    {
        var state = Parse(headers, out _);
        Assert.Equal(expected, state.OtherTraceState);
    }

    [Theory]
    [InlineData(2, "dd=s:2")]
    [InlineData(2, "a=b,dd=s:2,c=d")]
    [InlineData(2, "a=b, dd=s:2")]
    [InlineData(2, "a=b", "dd=s:2")]
    [InlineData(2, "dd=s:2", "dd=s:3")]
    [InlineData(1, "add=s:2")]
    [InlineData(1, "DD=s:2")]
    [InlineData(1)]
    public void Finds_our_member_wherever_it_stands(int priority, params string?[] headers) =>
        Assert.Equal(priority, Parse(headers, out _).SamplingPriority);

    [Theory]
    [InlineData(31, 31)]
    [InlineData(32, 31)] // our own member is the 32nd
    [InlineData(100, 31)]
    public void Keeps_32_members_at_most(int members, int kept)
    {
        var state = Parse([string.Join(',', Enumerable.Range(0, members).Select(index => $"k{index}=v"))], out _);
        Assert.Equal(kept, state.OtherTraceState!.Split(',').Length);
        Assert.StartsWith("k0=v,k1=v", state.OtherTraceState, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dd=p:000000000000000a", 10UL)]
    [InlineData("dd=s:1", 0UL)]
    [InlineData("a=b", 0UL)]
    [InlineData(null, 0UL)]
    public void Last_parent_is_0_when_none_is_named(string? header, ulong expected)
    {
        Parse([header], out var lastParentId);
        Assert.Equal(expected, lastParentId);
    }

    [Fact]
    public void A_header_that_is_too_long_is_passed_over()
    {
        var state = Parse(["a=" + new string('b', CarrierText.MaxLength), "c=d"], out _);
        Assert.Equal("c=d", state.OtherTraceState);
    }

    [Fact]
    public void The_text_of_an_Activity_is_read_in_the_same_way()
    {
        const string Text = "a=b, dd=s:2;p:000000000000000a,c=d";
        var state = TraceStateHeader.Parse(Text, sampled: true);
        Assert.Equal(("a=b,c=d", 2, 10UL), (state.OtherTraceState, state.SamplingPriority, DatadogMember.LastParentIdOf(Text)));
        Assert.Equal(0, TraceStateHeader.Parse(null, sampled: false).SamplingPriority);
    }

    private static TraceLevelState Parse(string?[] headers, out ulong? lastParentId)
    {
        Headers.Reader reader = new(new Headers(headers.Select(header => ("tracestate", header))));
        ExtractedContext context = default;
        TraceStateHeader.Read(ref reader, sampled: true, ref context);
        lastParentId = context.LastParentId;
        return context.ToState();
    }
}
