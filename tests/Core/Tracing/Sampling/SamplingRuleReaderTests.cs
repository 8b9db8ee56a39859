using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Tests.Tracing.Sampling;

public class SamplingRuleReaderTests
{
    private readonly List<string> warnings = [];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("[]")]
    public void Nothing_is_no_rule(string? json)
    {
        Assert.Empty(Read(json, ofSpans: false));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("{\"sample_rate\":1}")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"sample_rate\":1},{\"service\":\"a\"}]")]
    [InlineData("[{\"sample_rate\":1.1}]")]
    [InlineData("[{\"sample_rate\":-1}]")]
    [InlineData("[{\"sample_rate\":\"1\"}]")]
    [InlineData("[{\"sample_rate\":1,\"service\":[]}]")]
    [InlineData("[{\"sample_rate\":1,\"tags\":[]}]")]
    [InlineData("[{\"sample_rate\":1,\"tags\":{\"a\":{}}}]")]
    [InlineData("[{\"sample_rate\":1}")]
    [InlineData("rate=1")]
    [InlineData("[{\"sample_rate\":1,\"service\":\"\\ud800\"}]")]
    [InlineData("[{\"sample_rate\":1,\"tags\":{\"\\ud800\":\"a\"}}]")]
    public void One_bad_rule_makes_the_whole_list_be_ignored(string json)
    {
        Assert.Empty(Read(json, ofSpans: false));
        Assert.StartsWith("RULES cannot be used, no rule of it holds: ", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_of_spans_may_leave_the_rate_out_and_have_a_limit()
    {
        var rules = Read("""[{"service":"a"},{"sample_rate":0.5,"max_per_second":7.5},{"max_per_second":null}]""", ofSpans: true);
        Assert.Equal([(1, null), (0.5, 7.5), (1, (double?)null)], rules.Select(rule => (rule.Rate, rule.MaxPerSecond)));
        Assert.Empty(Read("""[{"max_per_second":"7"}]""", ofSpans: true));
    }

    [Theory]
    [InlineData("""{"sample_rate":1}""", true)]
    [InlineData("""{"sample_rate":1,"service":"*","name":"**","resource":null,"tags":null}""", true)]
    [InlineData("""{"sample_rate":1,"service":"WEB*","name":"order.?heck","resource":"GET /*"}""", true)]
    [InlineData("""{"sample_rate":1,"service":"we"}""", false)]
    [InlineData("""{"sample_rate":1,"name":"order"}""", false)]
    [InlineData("""{"sample_rate":1,"resource":"POST*"}""", false)]
    [InlineData("""{"sample_rate":1,"tags":{"text":"v*","flag":"true","number":"20","whole":"4?"}}""", true)]
    [InlineData("""{"sample_rate":1,"tags":{"number":20,"flag":true}}""", true)]
    [InlineData("""{"sample_rate":1,"tags":{"text":"*","fraction":"*","object":"*"}}""", true)]
    [InlineData("""{"sample_rate":1,"tags":{"text":"value","missing":"*"}}""", false)]
    [InlineData("""{"sample_rate":1,"tags":{"fraction":"2.5"}}""", false)]
    [InlineData("""{"sample_rate":1,"tags":{"object":"?*"}}""", false)]
    [InlineData("""{"sample_rate":1,"tags":{"TEXT":"value"}}""", false)]
    [InlineData("""{"sample_rate":1,"unknown":{"a":[1]}}""", true)]
    public void A_rule_is_about_spans_that_fit_all_of_it(string rule, bool expected)
    {
        var span = Samples.Span("text", "Value", "flag", true, "number", 20L, "whole", 42.0, "fraction", 2.5, "object", new ThrowingText());
        var read = Assert.Single(Read($"[{rule}]", ofSpans: false));
        Assert.Empty(warnings);
        Assert.Equal(expected, read.Spans.Fits(span, new SpanIdentity("webshop", "order.check", "GET /orders")));
    }

    [Fact]
    public void Size_is_capped()
    {
        Assert.Empty(Read("[" + string.Join(',', Enumerable.Repeat("{\"sample_rate\":1}", 1001)) + "]", ofSpans: false));
        Assert.Empty(Read($$"""[{"sample_rate":1,"service":"{{new string('a', 256 * 1024)}}"}]""", ofSpans: false));
        Assert.Equal(2, warnings.Count);
        Assert.Empty(Read(new string('[', 100_000), ofSpans: false));
    }

    private SamplingRule[] Read(string? json, bool ofSpans) => SamplingRuleReader.Read("RULES", json, ofSpans, warnings.Add);

    /// <summary>A tag's own code must not run while a trace is decided.</summary>
    private sealed class ThrowingText
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
