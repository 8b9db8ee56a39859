using System.Text;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tests.Tracing.Sampling;

public class AgentRatesTests
{
    private readonly AgentRates rates = new();

    [Fact]
    public void No_rate_is_known_at_first() => Assert.Null(rates.Of("a", "prod"));

    [Fact]
    public void A_rate_is_of_a_service_in_an_environment()
    {
        Update("""{"rate_by_service":{"service:,env:":0.1,"service:a,env:prod":0.2,"service:a,env:":0.3,"service:b:c,env:x y":0.4}}""");
        Assert.Equal([0.2, 0.3, 0.4, 0.1, 0.1], new[] { ("a", "prod"), ("a", ""), ("b:c", "x y"), ("A", "prod"), ("other", "prod") }
            .Select(of => rates.Of(of.Item1, of.Item2)!.Rate));
    }

    [Fact]
    public void What_is_not_named_is_kept_when_there_is_no_default()
    {
        Update("""{"rate_by_service":{"service:a,env:prod":0}}""");
        Assert.Equal((0, 1), (rates.Of("a", "prod")!.Rate, rates.Of("b", "prod")!.Rate));
    }

    [Fact]
    public void A_later_answer_replaces_an_earlier_one()
    {
        Update("""{"rate_by_service":{"service:a,env:":0.5}}""");
        var before = rates.Of("a", "");
        Update("""{"rate_by_service":{"service:a,env:":0.5}}""");
        Assert.Same(before, rates.Of("a", "")); // the same again is not read
        Update("""{"rate_by_service":{"service:b,env:":0.25}}""");
        Assert.Equal((1, 0.25), (rates.Of("a", "")!.Rate, rates.Of("b", "")!.Rate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("OK\n")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("{\"rate_by_service\":{}}")]
    [InlineData("{\"rate_by_service\":[0.5]}")]
    [InlineData("{\"rate_by_service\":null}")]
    [InlineData("{\"rate_by_service\":{\"service:a,env:\":0.1")]
    [InlineData("{\"rate_by_service\":{\"service:a\":0.1}}")]
    [InlineData("{\"rate_by_service\":{\"service:a,env:,x:\":0.1}}")]
    [InlineData("{\"rate_by_service\":{\"env:,service:a\":0.1}}")]
    [InlineData("{\"rate_by_service\":{\"service:a,env:\":1.1}}")]
    [InlineData("{\"rate_by_service\":{\"service:a,env:\":-0.1}}")]
    [InlineData("{\"rate_by_service\":{\"service:a,env:\":1e999}}")]
    [InlineData("{\"rate_by_service\":{\"service:a,env:\":\"0.1\"}}")]
    [InlineData("{\"rate_by_service\":{\"service:a,env:\":{\"x\":0.1}}}")]
    [InlineData("{\"rate_by_service\":{\"\\uD800\":0.1}}")]
    [InlineData("{\"other\":{\"service:a,env:\":0.1}}")]
    [InlineData("{\"nested\":{\"rate_by_service\":{\"service:a,env:\":0.1}}}")]
    public void What_cannot_be_read_changes_nothing(string json)
    {
        Update("""{"rate_by_service":{"service:a,env:":0.5}}""");
        Update(json);
        Assert.Equal(0.5, rates.Of("a", "")!.Rate);
    }

    [Fact]
    public void Bytes_of_any_kind_do_no_harm()
    {
        Random random = new(3);
        var sound = Encoding.UTF8.GetBytes("""{"rate_by_service":{"service:a,env:":0.5,"service:b,env:c":1}}""");
        for (var round = 0; round < 5000; round++)
        {
            var bytes = sound.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            rates.Update(bytes.AsSpan(0, random.Next(bytes.Length + 1)));
        }

        Assert.True(rates.Of("a", "") is null or { Rate: >= 0 and <= 1 });
    }

    [Fact]
    public void Size_is_capped()
    {
        var padding = new string(' ', AgentRates.MaxBytes);
        Update($$$"""{"rate_by_service":{"service:a,env:":0.5}}{{{padding}}}""");
        Assert.Null(rates.Of("a", ""));

        Update($$$"""{"rate_by_service":{{{{string.Join(',', Enumerable.Range(0, AgentRates.MaxRates + 1).Select(index => $"\"service:{index},env:\":0.5"))}}}}}""");
        Assert.Equal((0.5, 1), (rates.Of($"{AgentRates.MaxRates - 1}", "")!.Rate, rates.Of($"{AgentRates.MaxRates}", "")!.Rate));
    }

    [Fact]
    public void Deep_nesting_is_not_followed()
    {
        Update("{\"rate_by_service\":" + new string('[', 100_000));
        Assert.Null(rates.Of("a", ""));
    }

    private void Update(string json) => rates.Update(Encoding.UTF8.GetBytes(json));
}
