using System.Text;
using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public class PropagatedTagsHeaderTests
{
    [Theory]
    [InlineData("", "", null)]
    [InlineData(",,,", "", null)]
    [InlineData("_dd.p.dm=-4", "_dd.p.dm=-4", null)]
    [InlineData("_dd.p.usr.id=MTIz,_dd.p.dm=-1", "_dd.p.dm=-1,_dd.p.usr.id=MTIz", null)] // the decision maker goes first
    [InlineData("_dd.p.a=b,,_dd.p.c=d,", "_dd.p.a=b,_dd.p.c=d", null)]
    [InlineData("_dd.p.a=b=c==", "_dd.p.a=b=c==", null)] // only the first equals sign splits
    [InlineData("_dd.p.a= b ", "_dd.p.a= b ", null)]
    [InlineData("_dd.p.a=1,_dd.p.A=2", "_dd.p.a=1", null)] // the first one wins
    [InlineData("_dd.p.upstream_services=abc|1", "", null)]
    [InlineData("_DD.P.UPSTREAM_SERVICES=x", "", null)]
    [InlineData("_dd.p.=b", "", "decoding_error")]
    [InlineData("_dd.p.a=", "", "decoding_error")]
    [InlineData("_dd.p.abc", "", "decoding_error")]
    [InlineData("=", "", "decoding_error")]
    [InlineData("other=value", "", "decoding_error")]
    [InlineData("_dd.p.a b=c", "", "decoding_error")]
    [InlineData(" _dd.p.a=b", "", "decoding_error")]
    [InlineData("_dd.p.a=\u00e9", "", "decoding_error")]
    [InlineData("_dd.p.a=b\n", "", "decoding_error")]
    [InlineData("_dd.p.\u0001=b", "", "decoding_error")]
    [InlineData("_dd.p.a=b\u007f", "", "decoding_error")]
    [InlineData("bad,_dd.p.a=b,also bad", "_dd.p.a=b", "decoding_error")] // good pairs are kept
    public void Parses_pair_by_pair(string header, string expected, string? error)
    {
        var tags = PropagatedTagsHeader.Parse(Encoding.UTF8.GetBytes(header), out var upper);
        Assert.Equal(expected, string.Join(',', tags.Items.Select(item => $"{item.Key}={item.Value}")));
        Assert.Equal(error, tags.Error);
        Assert.Equal(0UL, upper);
    }

    [Theory]
    [InlineData("_dd.p.tid=640cfd8d00000000", 0x640cfd8d00000000UL)]
    [InlineData("_DD.P.TID=640CFD8D0000000A,_dd.p.dm=-1", 0x640cfd8d0000000aUL)]
    [InlineData("_dd.p.tid=0000000000000000", 0UL)]
    [InlineData("_dd.p.tid=640cfd8d", 0UL)]
    [InlineData("_dd.p.tid=640cfd8d000000000", 0UL)]
    [InlineData("_dd.p.tid=640cfd8d0000000g", 0UL)]
    [InlineData("_dd.p.tid=640cfd8dg0000000", 0UL)]
    [InlineData("_dd.p.tid=640cfd8d00000000,_dd.p.tid=640cfd8d00000001", 0x640cfd8d00000000UL)] // the first one wins
    [InlineData("_dd.p.tid=640cfd8d00000000,_dd.p.tid=x", 0x640cfd8d00000000UL)]
    public void Takes_the_upper_half_of_the_trace_id_out(string header, ulong expected)
    {
        var tags = PropagatedTagsHeader.Parse(Encoding.UTF8.GetBytes(header), out var upper);
        Assert.Equal(expected, upper);
        Assert.Null(tags[PropagatedTags.TraceIdUpper]);
    }

    [Theory]
    [InlineData(512, null, 1)]
    [InlineData(513, "extract_max_size", 0)]
    [InlineData(100_000, "extract_max_size", 0)]
    public void Reads_no_more_than_512_bytes(int length, string? error, int count)
    {
        var tags = PropagatedTagsHeader.Parse(Encoding.UTF8.GetBytes("_dd.p.a=".PadRight(length, 'b')), out _);
        Assert.Equal(error, tags.Error);
        Assert.Equal(count, tags.Items.Count);
    }

    [Theory]
    [InlineData(0UL, null)]
    [InlineData(0xABCUL, "_dd.p.tid=0000000000000abc")]
    [InlineData(0UL, "_dd.p.dm=-4,_dd.p.a=b=c", "_dd.p.a", "b=c", "_dd.p.dm", "-4")]
    [InlineData(1UL, "_dd.p.a=b,_dd.p.tid=0000000000000001", "_dd.p.a", "b")]
    [InlineData(0UL, null, "_dd.p.a", "b,c")] // one bad character drops the header whole
    [InlineData(1UL, null, "_dd.p.a", "b", "_dd.p.c", "\u00e9")]
    [InlineData(0UL, null, "_dd.p.a", "b\r\nx: y")]
    [InlineData(0UL, null, "_dd.p.a b", "c")]
    [InlineData(0UL, "_dd.p.a=b", "_dd.p.a", "b", "_dd.p.c", "")]
    [InlineData(0UL, "_dd.p.a=b", "_dd.p.a", "b", "_DD.P.c", "d")] // the prefix is exact on the way out
    public void Writes_what_is_wholly_sound(ulong upper, string? expected, params string[] namesAndValues)
    {
        var tags = namesAndValues.Chunk(2).Aggregate(PropagatedTags.Empty, (tags, pair) => tags.With(pair[0], pair[1]));
        Assert.Equal(expected, Write(tags, upper));
    }

    [Theory]
    [InlineData(512, true)]
    [InlineData(513, false)]
    [InlineData(5000, false)]
    public void Writes_no_more_than_512_bytes_and_never_a_part(int length, bool isWritten)
    {
        var tags = PropagatedTags.Empty.With("_dd.p.a", new string('b', length - "_dd.p.a=".Length));
        Assert.Equal(isWritten ? length : null, Write(tags, 0)?.Length);
    }

    private static string? Write(PropagatedTags tags, ulong upper, int maxLength = PropagatedTagsHeader.MaxLength)
    {
        AsciiWriter writer = new(stackalloc byte[PropagatedTagsHeader.MaxLength + 1]);
        return PropagatedTagsHeader.TryWrite(tags, upper, maxLength, ref writer) ? Encoding.UTF8.GetString(writer.Written) : null;
    }
}
