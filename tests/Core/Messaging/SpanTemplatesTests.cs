using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public class SpanTemplatesTests
{
    private int created;

    [Fact]
    public void A_template_is_made_once_for_each_destination()
    {
        var templates = Templates();
        Assert.Same(templates.Of("a"), templates.Of("a"));
        Assert.NotSame(templates.Of("a"), templates.Of("b"));
        Assert.Equal(2, created);
    }

    [Fact]
    public void Destinations_without_end_hold_no_more_memory()
    {
        var templates = Templates();
        for (var index = 0; index < SpanTemplates<string>.MaxDestinations; index++)
        {
            templates.Of($"{index}");
        }

        Assert.NotSame(templates.Of("beyond"), templates.Of("beyond"));
        Assert.Equal("send beyond", templates.Of("beyond").Name);
        Assert.Same(templates.Of("0"), templates.Of("0"));
        Assert.Equal(SpanTemplates<string>.MaxDestinations + 3, created);
    }

    private SpanTemplates<string> Templates() => new(destination =>
    {
        created++;
        return SpanTemplate.Create(MessageTracingOptions.Default, new MessageOperation("kafka", "send", "send", destination));
    });
}
