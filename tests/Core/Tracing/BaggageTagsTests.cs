using System.Diagnostics;
using Waybill.Core.Tests.Support;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class BaggageTagsTests
{
    private static readonly Baggage Sample = Baggage.Create([new("user.id", "alice"), new("locale", "en"), new("a*", "star")]);

    [Theory]
    [InlineData("user.id", "baggage.user.id=alice")]
    [InlineData("a*,other", "baggage.a*=star")]
    [InlineData("USER.ID", "")]
    [InlineData("", "")]
    [InlineData("*", "baggage.user.id=alice baggage.locale=en baggage.a*=star")]
    public void Items_that_are_named_become_tags(string keys, string expected)
    {
        using Activity span = new("a");
        BaggageTags.Copy(Sample, keys.Split(',', StringSplitOptions.RemoveEmptyEntries), span);
        Assert.Equal(expected, string.Join(' ', span.Tags.Select(tag => $"{tag.Key}={tag.Value}")));
    }

    [Theory]
    [InlineData(null, "user.id session.id account.id")]
    [InlineData("", "")]
    [InlineData(" a , ,b", "a b")]
    public void Names_come_from_a_variable(string? text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Settings.Read("DD_TRACE_BAGGAGE_TAG_KEYS", text).Settings.BaggageTagKeys));

    [Fact]
    public async Task A_span_that_continues_a_trace_tells_the_baggage_and_its_children_do_not()
    {
        await using TestTracer tests = new();
        var parent = new Headers([("x-datadog-trace-id", "7"), ("x-datadog-parent-id", "8"), ("baggage", "user.id=alice,locale=en")]).Extract();
        using (tests.Tracer.StartActive("a", new SpanCreationSettings { Parent = parent }))
        {
            tests.Tracer.StartActive("b").Close();
        }

        Assert.Equal([null, "alice"], (await tests.FlushAsync()).Select(span => span.Meta.GetValueOrDefault("baggage.user.id")));
    }
}
