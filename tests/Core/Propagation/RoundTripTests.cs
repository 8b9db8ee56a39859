using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class RoundTripTests
{
    private static readonly string[] TraceContextHeaders = ["traceparent", "tracestate"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_injected_is_extracted(int seed)
    {
        var sent = RandomContext(new Random(seed));
        var received = Headers.Inject(sent).Extract()!;
        AssertSame(sent, received);
        Assert.Equal((sent.OtherTraceState, null), (received.OtherTraceState, received.LastParentId));
        Assert.Empty(received.Links);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_format_carries_it_alone(int seed)
    {
        var sent = RandomContext(new Random(seed));

        var datadog = Headers.Inject(sent);
        datadog.RemoveAll(header => TraceContextHeaders.Contains(header.Name));
        AssertSame(sent, datadog.Extract()!);

        var w3c = Headers.Inject(sent);
        w3c.RemoveAll(header => !TraceContextHeaders.Contains(header.Name));
        AssertSame(sent, w3c.Extract()!);
    }

    private static void AssertSame(SpanContext sent, SpanContext received)
    {
        Assert.Equal((sent.TraceId128, sent.SpanId), (received.TraceId128, received.SpanId));
        Assert.Equal((sent.SamplingPriority, sent.Origin), (received.SamplingPriority, received.Origin));
        Assert.Equal(sent.PropagatedTags, received.PropagatedTags);
    }

    private static SpanContext RandomContext(Random random)
    {
        var tags = PropagatedTags.Empty;
        for (var count = random.Next(4); count > 0; count--)
        {
            tags = tags.With($"_dd.p.{(char)random.Next('a', 'z')}{count}", Text(random));
        }

        return new SpanContext(
            new TraceId128(random.Next(3) == 0 ? 0 : (ulong)random.NextInt64(), (ulong)random.NextInt64(1, long.MaxValue)),
            (ulong)random.NextInt64(1, long.MaxValue),
            new TraceLevelState
            {
                SamplingPriority = random.Next(-1, 3),
                Origin = random.Next(2) == 0 ? null : Text(random),
                Tags = random.Next(2) == 0 ? tags : tags.With("_dd.p.dm", $"-{random.Next(9)}"),
                OtherTraceState = random.Next(2) == 0 ? null : $"a={random.Next()},b={random.Next()}",
            });
    }

    // Without the characters that tracestate has to replace.
    private static string Text(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)random.Next(0x21, 0x7E)).Select(c => c is ',' or ';' ? '=' : c)]);
}
