using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class DatadogMemberTests
{
    [Theory]
    [InlineData(null, null, "p:0000000000000002")]
    [InlineData(1, null, "s:1;p:0000000000000002")]
    [InlineData(-1, "", "s:-1;p:0000000000000002")]
    [InlineData(int.MinValue, "  ", "s:-2147483648;p:0000000000000002")]
    [InlineData(2, "rum", "s:2;o:rum;p:0000000000000002")]
    [InlineData(null, "synthetics~;,=web", "o:synthetics___~web;p:0000000000000002")]
    [InlineData(null, "a\u00e9\n\ud83d\ude00", "o:a____;p:0000000000000002")] // one underscore per UTF-16 character
    public void Writes_priority_origin_and_parent(int? priority, string? origin, string expected) =>
        Assert.Equal(expected, Write(new TraceLevelState { SamplingPriority = priority, Origin = origin }, 2));

    [Theory]
    [InlineData("_dd.p.usr.id", "MTIzNDU=", "t.usr.id:MTIzNDU~")]
    [InlineData("_dd.p.a b", "c", "t.a_b:c")]
    [InlineData("_dd.p.a", "b;c,d~e f", "t.a:b_c_d_e f")]
    public void Writes_tags_with_what_is_not_allowed_replaced(string name, string value, string expected) =>
        Assert.Equal(expected, Write(new TraceLevelState { Tags = PropagatedTags.Empty.With(name, value) }, null));

    [Fact]
    public void Is_never_longer_than_it_says()
    {
        TraceLevelState trace = new()
        {
            SamplingPriority = int.MinValue, Origin = new string('\uffff', 100), Tags = PropagatedTags.Empty.With("_dd.p.a", "b").With("_dd.p.c", "d"),
        };
        Assert.InRange(Write(trace, ulong.MaxValue).Length, 1, DatadogMember.MaxLength(trace));
    }

    [Theory]
    [InlineData("s:2", 2)]
    [InlineData("s:-1", -1)]
    [InlineData("s:x", null)]
    [InlineData("s:99999999999", null)]
    [InlineData("s:", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData(";;;", null)]
    [InlineData(":;:1;", null)]
    public void Reads_the_priority(string member, int? expected) =>
        Assert.Equal(expected ?? 1, ToState(member, sampled: expected is null or > 0).SamplingPriority);

    [Theory]
    [InlineData("o:rum", "rum")]
    [InlineData("o:a:b", "a:b")] // only the first colon splits
    [InlineData("o:synthetics~web", "synthetics=web")]
    [InlineData("o:", null)]
    [InlineData("x:rum", null)]
    public void Reads_the_origin(string member, string? expected) => Assert.Equal(expected, ToState(member).Origin);

    [Theory]
    [InlineData("p:00f067aa0ba902b7", 0x00f067aa0ba902b7UL)]
    [InlineData("p:0000000000000000", 0UL)]
    [InlineData("p:1", null)]
    [InlineData("p:00f067aa0ba902bg", null)]
    [InlineData("s:1", null)]
    public void Reads_the_last_parent_id(string member, ulong? expected) => Assert.Equal(expected, Parse(member).LastParentId);

    [Theory]
    [InlineData("t.dm:-4", "_dd.p.dm=-4")]
    [InlineData("t.usr.id:MTIzNDU~", "_dd.p.usr.id=MTIzNDU=")]
    [InlineData("t.a:b;t.dm:-1;t.a:c", "_dd.p.dm=-1,_dd.p.a=b")]
    [InlineData("t.tid:640cfd8d00000000", "")] // the trace id is in traceparent
    [InlineData("t.:b;t.a:;t:c", "")]
    [InlineData("t.a:\u00e9x", "_dd.p.a=_x")]
    [InlineData("t.\u00e9:b", "_dd.p._=b")]
    [InlineData("t.a:\u0001", "_dd.p.a=_")]
    public void Reads_tags(string member, string expected)
    {
        var tags = ToState(member).Tags;
        Assert.Equal(expected, string.Join(',', tags.Items.Select(item => $"{item.Key}={item.Value}")));
        Assert.Null(tags.Error);
    }

    [Fact]
    public void Tags_have_the_limit_of_their_header()
    {
        var tags = ToState("t.a:" + new string('b', 600)).Tags;
        Assert.Equal("extract_max_size", tags.Error);
        Assert.Empty(tags.Items);
    }

    [Theory]
    [InlineData(true, "s:2;t.dm:-4", 2, "-4")]
    [InlineData(true, "t.dm:-4", 1, "-4")]
    [InlineData(true, "s:0;t.dm:-4", 1, "-0")]
    [InlineData(true, "s:-1", 1, "-0")]
    [InlineData(false, "s:-1;t.dm:-4", -1, "-4")]
    [InlineData(false, "s:0", 0, null)]
    [InlineData(false, "s:2;t.dm:-4", 0, null)]
    [InlineData(false, "t.dm:-4", 0, "-4")]
    public void Traceparents_flag_wins_over_the_priority(bool sampled, string member, int priority, string? decisionMaker)
    {
        var state = ToState(member, sampled, "k=v");
        Assert.Equal((priority, decisionMaker, "k=v"), (state.SamplingPriority, state.Tags["_dd.p.dm"], state.OtherTraceState));
    }

    [Theory]
    [InlineData("a=b, dd=s:1;p:000000000000000a", 10UL)]
    [InlineData("dd=s:1", null)]
    [InlineData("add=p:000000000000000a", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Finds_the_last_parent_id_in_a_tracestate(string? traceState, ulong? expected) =>
        Assert.Equal(expected, DatadogMember.LastParentIdOf(traceState));

    private static DatadogMember Parse(string member) => DatadogMember.Parse(Encoding.UTF8.GetBytes(member));

    private static TraceLevelState ToState(string member, bool sampled = true, string? others = null)
    {
        ExtractedContext context = new() { OtherTraceState = others };
        Parse(member).CopyTo(ref context, sampled);
        return context.ToState();
    }

    private static string Write(TraceLevelState trace, ulong? parentId)
    {
        AsciiWriter writer = new(stackalloc byte[1024]);
        DatadogMember.Write(trace, parentId, ref writer);
        return Encoding.UTF8.GetString(writer.Written);
    }
}
