using System.Text;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

/// <summary>Any bytes in any header: never an exception, and what then goes out can be read again.</summary>
public class HostileInputTests
{
    private static readonly string[] Names =
        ["x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-origin", "x-datadog-tags", "traceparent", "tracestate"];

    private static readonly string[] Sound =
    [
        "1234567890", "987654321", "2", "rum", "_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000", "00-640cfd8d0000000000000000499602d2-000000003ade68b1-01",
        "a=b,dd=s:2;o:rum;p:000000003ade68b1;t.dm:-4,c=d",
    ];

    [Fact]
    public void Random_bytes_never_throw()
    {
        Random random = new(1);
        for (var run = 0; run < 20_000; run++)
        {
            Headers headers = [];
            for (var count = random.Next(1, 10); count > 0; count--)
            {
                var value = new byte[random.Next(80)];
                random.NextBytes(value);
                headers.Add((Names[random.Next(Names.Length)], random.Next(10) == 0 ? null : value));
            }

            Check(headers);
        }
    }

    [Fact]
    public void Sound_headers_with_a_few_bytes_changed_never_throw()
    {
        Random random = new(2);
        for (var run = 0; run < 50_000; run++)
        {
            Headers headers = [];
            for (var index = 0; index < Names.Length; index++)
            {
                headers.Add((Names[index], Mutate(Encoding.UTF8.GetBytes(Sound[index]), random)));
            }

            Check(headers);
        }
    }

    [Theory]
    [InlineData(1_000_000, ',')]
    [InlineData(1_000_000, ';')]
    [InlineData(1_000_000, '=')]
    [InlineData(1_000_000, '1')]
    [InlineData(1_000_000, ' ')]
    [InlineData(CarrierText.MaxLength, ',')]
    [InlineData(CarrierText.MaxLength, ';')]
    [InlineData(CarrierText.MaxLength, 'd')]
    public void Long_headers_cost_little(int length, char character)
    {
        foreach (var name in Names)
        {
            var headers = new Headers(Names.Zip(Sound).Select(pair => (pair.First, (string?)pair.Second)));
            headers.RemoveAll(header => header.Name == name);
            headers.Add((name, Encoding.UTF8.GetBytes(new string(character, length))));
            headers.Add((name, Encoding.UTF8.GetBytes("dd=" + new string(character, length))));
            Check(headers);
        }
    }

    private static void Check(Headers headers)
    {
        if (headers.Extract() is { } context)
        {
            Assert.False(context.TraceId128.IsZero);
            var sent = Headers.Inject(context);
            Assert.All(sent, header => Assert.True(header.Name == DatadogFormat.Origin || header.Value!.Length < 1_000_000));
            var again = sent.Extract()!;
            Assert.Equal((context.TraceId128, context.SpanId), (again.TraceId128, again.SpanId));
        }
    }

    private static byte[] Mutate(byte[] value, Random random)
    {
        for (var count = random.Next(3); count > 0; count--)
        {
            var at = random.Next(value.Length);
            value = random.Next(4) switch
            {
                0 => value[..at] is { Length: > 0 } shorter ? shorter : value,
                1 => [.. value, .. value],
                2 => [.. value[..at], (byte)",;=:-~ \0"[random.Next(8)], .. value[at..]],
                _ => [.. value[..at], (byte)random.Next(256), .. value[(at + 1)..]],
            };
        }

        return value;
    }
}
