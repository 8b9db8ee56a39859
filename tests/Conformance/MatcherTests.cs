using System.Text.Json;
using Waybill.Conformance.Tests.Matching;

namespace Waybill.Conformance.Tests;

/// <summary>A matcher that lets anything pass would make every vector pass.</summary>
public class MatcherTests
{
    [Theory]
    [InlineData("\"1\"", "1")]
    [InlineData("1", "1")]
    [InlineData("null", null)]
    [InlineData("{\"present\":true}", "")]
    [InlineData("{\"one_of\":[\"1\",null]}", null)]
    [InlineData("{\"not_one_of\":[\"1\"]}", null)]
    [InlineData("{\"regex\":\"^a+$\"}", "aa")]
    [InlineData("{\"contains\":[\"a\",\"b\"]}", "ba")]
    [InlineData("{\"contains_any\":[\"a\",\"b\"]}", "b")]
    [InlineData("{\"not_contains\":[\"a\"]}", "b")]
    [InlineData("{\"less_than\":2}", "1.5")]
    [InlineData("{\"all\":[{\"present\":true},{\"not_one_of\":[\"0\"]}]}", "1")]
    [InlineData("{\"span\":\"id\"}", "id=7")]
    [InlineData("{\"traceparent\":{\"version\":\"00\",\"flags\":{\"regex\":\"^0\"}}}", "00-a-b-01")]
    [InlineData("{\"b3\":{\"trace_id\":\"a\",\"sampled\":\"1\"}}", "a-b-1")]
    [InlineData("{\"tracestate\":{\"members\":{\"a\":\"1\"},\"absent\":[\"c\"],\"count\":2,\"first\":\"a\",\"last\":\"b\",\"ordered\":[\"a\",\"b\"]}}", "a=1,b=2")]
    [InlineData("{\"tracestate\":{\"members\":{\"ot\":{\"subkeys\":{\"rv\":\"1\",\"th\":\"2\"}}}}}", "ot=th:2;rv:1")]
    [InlineData("{\"tracestate\":{\"dd\":{\"items\":{\"s\":\"1\"},\"absent\":[\"o\"]}}}", "dd=s:1;p:2")]
    [InlineData("{\"tracestate\":{\"dd\":{\"optional\":true,\"items\":{\"s\":\"1\"}}}}", null)]
    [InlineData("{\"tags\":{\"items\":{\"_dd.p.dm\":\"-4\"},\"absent\":[\"_dd.p.tid\"],\"key_prefix\":\"_dd.p.\"}}", "_dd.p.dm=-4")]
    [InlineData("{\"tags\":{\"items\":{\"_dd.p.dm\":\"-4\"},\"optional\":true}}", null)]
    [InlineData("{\"baggage\":{\"raw_items\":[\"a=1\"],\"count\":2,\"max_bytes\":7}}", "b=2,a=1")]
    public void Equal(string matcher, string? actual) => Assert.Empty(Match(matcher, actual));

    [Theory]
    [InlineData("\"1\"", "2")]
    [InlineData("\"1\"", null)]
    [InlineData("1", "2")]
    [InlineData("1", null)]
    [InlineData("null", "")]
    [InlineData("{\"present\":true}", null)]
    [InlineData("{\"one_of\":[\"1\"]}", null)]
    [InlineData("{\"not_one_of\":[\"1\"]}", "1")]
    [InlineData("{\"not_one_of\":[2]}", "2")]
    [InlineData("{\"regex\":\"^a+$\"}", null)]
    [InlineData("{\"contains\":[\"a\",\"b\"]}", "a")]
    [InlineData("{\"contains_any\":[\"a\",\"b\"]}", "c")]
    [InlineData("{\"not_contains\":[\"a\"]}", "ba")]
    [InlineData("{\"less_than\":2}", "2")]
    [InlineData("{\"all\":[{\"present\":true},{\"not_one_of\":[\"0\"]}]}", "0")]
    [InlineData("{\"span\":\"id\"}", "id=8")]
    [InlineData("{\"traceparent\":{\"version\":\"00\"}}", "01-a-b-01")]
    [InlineData("{\"traceparent\":{\"version\":\"00\"}}", null)]
    [InlineData("{\"b3\":{\"sampled\":\"1\"}}", "a-b")]
    [InlineData("{\"tracestate\":{\"members\":{\"a\":\"1\"}}}", "a=2")]
    [InlineData("{\"tracestate\":{\"members\":{\"a\":\"1\"}}}", null)]
    [InlineData("{\"tracestate\":{\"absent\":[\"a\"]}}", "a=1")]
    [InlineData("{\"tracestate\":{\"count\":1}}", "a=1,b=2")]
    [InlineData("{\"tracestate\":{\"first\":\"b\"}}", "a=1,b=2")]
    [InlineData("{\"tracestate\":{\"last\":\"a\"}}", "a=1,b=2")]
    [InlineData("{\"tracestate\":{\"ordered\":[\"b\",\"a\"]}}", "a=1,b=2")]
    [InlineData("{\"tracestate\":{\"ordered\":true,\"members\":{\"b\":\"2\",\"a\":\"1\"}}}", "a=1,b=2")]
    [InlineData("{\"tracestate\":{\"members\":{\"ot\":{\"subkeys\":{\"rv\":\"1\"}}}}}", "ot=rv:1;th:2")]
    [InlineData("{\"tracestate\":{\"dd\":{\"items\":{\"s\":\"1\"}}}}", "dd=s:2")]
    [InlineData("{\"tracestate\":{\"dd\":{\"items\":{\"s\":\"1\"}}}}", "a=1")]
    [InlineData("{\"tracestate\":{\"dd\":{\"absent\":[\"s\"]}}}", "dd=s:2")]
    [InlineData("{\"tracestate\":{\"dd\":{\"mirror_tags\":true}}}", "dd=t.dm:-4")]
    [InlineData("{\"tags\":{\"items\":{\"_dd.p.dm\":\"-4\"}}}", "_dd.p.dm=-3")]
    [InlineData("{\"tags\":{\"items\":{\"_dd.p.dm\":\"-4\"}}}", null)]
    [InlineData("{\"tags\":{\"absent\":[\"_dd.p.dm\"]}}", "_dd.p.dm=-3")]
    [InlineData("{\"tags\":{\"key_prefix\":\"_dd.p.\"}}", "a=-3")]
    [InlineData("{\"baggage\":{\"raw_items\":[\"a=1\"]}}", "a=12")]
    [InlineData("{\"baggage\":{\"count\":1}}", "a=1,b=2")]
    [InlineData("{\"baggage\":{\"max_bytes\":2}}", "a=1")]
    public void Different(string matcher, string? actual) => Assert.NotEmpty(Match(matcher, actual));

    [Theory]
    [InlineData("{\"resembles\":1}")]
    [InlineData("{\"tracestate\":{\"third\":\"a\"}}")]
    [InlineData("{\"traceparent\":{\"colour\":\"a\"}}")]
    [InlineData("{\"tags\":{\"order\":1}}")]
    [InlineData("{\"baggage\":{\"order\":1}}")]
    [InlineData("[1]")]
    public void Unknown_matchers_are_told(string matcher) => Assert.Throws<FormatException>(() => Match(matcher, "a-b-c-d"));

    private static IReadOnlyList<Difference> Match(string matcher, string? actual)
    {
        Matcher match = new((name, text) => text == $"{name}=7");
        match.Check("value", JsonDocument.Parse(matcher).RootElement, actual, _ => null);
        return match.Differences;
    }
}
