using System.Diagnostics;
using Waybill.Core.Messaging;

namespace Waybill.Core.Tests.Messaging;

public class SpanTemplateTests
{
    private static readonly MessageOperation Poll = new("kafka", "poll", "receive", "orders");

    [Theory]
    [InlineData("create", ActivityKind.Producer)]
    [InlineData("send", ActivityKind.Producer)]
    [InlineData("receive", ActivityKind.Client)]
    [InlineData("process", ActivityKind.Consumer)]
    [InlineData("settle", ActivityKind.Client)]
    public void Kind_follows_the_operation(string operation, ActivityKind expected) =>
        Assert.Equal(expected, SpanTemplate.Create(MessageTracingOptions.Default, Poll with { Type = operation }).Kind);

    [Fact]
    public void Attributes_without_a_value_are_left_out()
    {
        var template = SpanTemplate.Create(MessageTracingOptions.Default, Poll, [new("a", null), new("b", ""), new("c", "1"), new("d", 0)]);
        KeyValuePair<string, object?>[] common =
        [
            new("messaging.system", "kafka"), new("messaging.operation.name", "poll"), new("messaging.operation.type", "receive"),
            new("messaging.destination.name", "orders"),
        ];
        Assert.Equal("poll orders", template.Name);
        Assert.Equal([.. common, new("c", "1"), new("d", 0)], template.Attributes);
        Assert.Equal(common, template.MetricTags);
    }

    [Fact]
    public void Without_a_destination_the_operation_is_the_name() =>
        Assert.Equal("poll", SpanTemplate.Create(MessageTracingOptions.Default, Poll with { Destination = "" }).Name);

    [Fact]
    public void A_destination_that_is_one_of_very_many_is_shown_by_another_name()
    {
        var template = SpanTemplate.Create(MessageTracingOptions.Default, Poll with { Destination = "amq.gen-1" }, "<generated>");
        Assert.Equal("poll <generated>", template.Name);
        Assert.Contains(new KeyValuePair<string, object?>("messaging.destination.name", "amq.gen-1"), template.Attributes);
    }

    [Fact]
    public void The_program_names_filters_and_keeps_contexts_out()
    {
        var template = SpanTemplate.Create(
            new MessageTracingOptions
            {
                SpanName = operation => $"{operation.System}/{operation.Destination}",
                Filter = operation => operation.Type != "receive",
                InjectInto = destination => destination != "orders",
            },
            Poll);
        Assert.Equal("kafka/orders", template.Name);
        Assert.False(template.MakesSpans);
        Assert.False(template.Injects);
    }

    [Fact]
    public void A_delegate_that_throws_or_gives_no_name_counts_as_not_set()
    {
        var template = SpanTemplate.Create(
            new MessageTracingOptions
            {
                SpanName = _ => null,
                Filter = _ => throw new InvalidOperationException(),
                InjectInto = _ => throw new InvalidOperationException(),
            },
            Poll);
        Assert.Equal("poll orders", template.Name);
        Assert.True(template.MakesSpans);
        Assert.True(template.Injects);
    }
}
