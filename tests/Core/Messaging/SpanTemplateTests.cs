using System.Diagnostics;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public class SpanTemplateTests
{
    [Theory]
    [InlineData("send", ActivityKind.Producer)]
    [InlineData("receive", ActivityKind.Client)]
    [InlineData("process", ActivityKind.Consumer)]
    public void Kind_follows_the_operation(string operation, ActivityKind expected) =>
        Assert.Equal(expected, SpanTemplate.Create("kafka", "name", operation, "orders").Kind);

    [Fact]
    public void Attributes_without_a_value_are_left_out()
    {
        var template = SpanTemplate.Create("kafka", "poll", "receive", "orders", [new("a", null), new("b", ""), new("c", "1"), new("d", 0)]);
        Assert.Equal("poll orders", template.Name);
        Assert.Equal(
        [
            new("messaging.system", "kafka"), new("messaging.operation.name", "poll"), new("messaging.operation.type", "receive"),
            new("messaging.destination.name", "orders"), new("c", "1"), new("d", 0),
        ], template.Attributes);
    }
}
