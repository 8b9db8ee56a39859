using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Core;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class RabbitMqSpansTests : IDisposable
{
    private readonly ActivityRecorder recorder = new("Waybill.RabbitMq");

    [Fact]
    public void Each_operation_has_its_name_and_the_kind_of_the_conventions()
    {
        MessageRoute route = new("shipping", "eu", "orders");
        Assert.Equal(("publish shipping:eu", ActivityKind.Producer), Described(Publish("shipping", "eu")));
        Assert.Equal(
            ("get shipping:eu:orders", ActivityKind.Client), Described(Incoming(route, message => message.StartReceiving(RabbitMqSpans.Default, default))));
        Assert.Equal(
            ("process shipping:eu:orders", ActivityKind.Consumer), Described(Incoming(route, message => message.StartProcessing(RabbitMqSpans.Default, default))));
    }

    [Fact]
    public void What_is_empty_is_not_an_attribute() => Assert.Equal(
        ["messaging.system", "messaging.operation.name", "messaging.operation.type", "messaging.destination.name"],
        Publish("", "").TagObjects.Select(attribute => attribute.Key));

    [Fact]
    public void A_route_is_described_once() =>
        Assert.Same(Publish("shipping", "eu").OperationName, Publish("shipping", string.Concat("e", "u")).OperationName);

    [Fact]
    public void A_name_that_the_server_made_up_is_an_attribute_and_not_in_the_spans_name()
    {
        var process = Incoming(
            new MessageRoute("", "amq.gen-1", "amq.gen-1"), message => message.StartProcessing(RabbitMqSpans.Default, default));
        Assert.Equal("process <generated>", process.DisplayName);
        Assert.Equal("amq.gen-1", process.GetTagItem("messaging.destination.name"));
        Assert.Equal(true, process.GetTagItem("messaging.destination.anonymous"));

        Assert.Equal("publish <generated>", Publish("", "amq.gen-2").DisplayName);
        Assert.Equal("publish replies:<generated>", Publish("replies", "amq.gen-2").DisplayName);
        Assert.Null(Publish("replies", "amq.gen-2").GetTagItem("messaging.destination.anonymous"));
        Assert.Null(Publish("", "orders").GetTagItem("messaging.destination.anonymous"));
    }

    public void Dispose() => recorder.Dispose();

    private static (string Name, ActivityKind Kind) Described(Activity span) => (span.DisplayName, span.Kind);

    private static Activity Publish(string exchange, string routingKey)
    {
        var span = Publication.Start(
            RabbitMqSpans.Default, new PublishAddress(exchange, routingKey), new BasicProperties(), default, HeaderFrame.DefaultMaxSize).Span!;
        span.Stop();
        return span;
    }

    private static Activity Incoming(MessageRoute route, Func<IncomingMessage, ProcessingScope> start)
    {
        using var scope = start(new IncomingMessage(route, 1, Redelivered: false, new BasicProperties(), default));
        return scope.Activity!;
    }
}
