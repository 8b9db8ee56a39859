using Waybill.LocalAgent.Storage;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Storage;

public sealed class StoredTraceTests
{
    [Theory]
    [InlineData("691e5f0000000000", "691e5f0000000000000000000000002a")]
    [InlineData("691E5F0000000000", "691e5f0000000000000000000000002a")]
    [InlineData("691e5f", "0000000000000000000000000000002a")]
    [InlineData("691e5f000000000g", "0000000000000000000000000000002a")]
    public void The_upper_half_of_the_id_comes_from_whichever_span_tells_it(string tag, string expected)
    {
        var trace = new StoredTrace(42, 1);
        trace.Add(Samples.Stored(Samples.Span(1)));
        var second = Samples.Span(2);
        second.Meta["_dd.p.tid"] = tag;
        trace.Add(Samples.Stored(second));
        trace.Add(Samples.Stored(Samples.Span(3)));
        Assert.Equal(expected, trace.Snapshot().TraceId);
    }

    [Fact]
    public void The_first_upper_half_stays()
    {
        var trace = new StoredTrace(1, 1);
        foreach (string tag in (string[])["bad", "0000000000000001", "0000000000000002"])
        {
            var span = Samples.Span(1);
            span.Meta["_dd.p.tid"] = tag;
            trace.Add(Samples.Stored(span));
        }

        Assert.Equal("00000000000000010000000000000001", trace.Snapshot().TraceId);
    }
}
