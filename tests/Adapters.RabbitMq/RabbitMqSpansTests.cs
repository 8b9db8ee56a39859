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
            ("get shipping:eu:orders", ActivityKind.Client), Described(Incoming(route, message => message.StartReceiving(default))));
        Assert.Equal(
            ("process shipping:eu:orders", ActivityKind.Consumer), Described(Incoming(route, message => message.StartProcessing(default))));
    }

    [Fact]
    public void What_is_empty_is_not_an_attribute() => Assert.Equal(
        ["messaging.system", "messaging.operation.name", "messaging.operation.type", "messaging.destination.name"],
        Publish("", "").TagObjects.Select(attribute => attribute.Key));

    [Fact]
    public void A_route_is_described_once() =>
        Assert.Same(Publish("shipping", "eu").OperationName, Publish("shipping", string.Concat("e", "u")).OperationName);

    public void Dispose() => recorder.Dispose();

    private static (string Name, ActivityKind Kind) Described(Activity span) => (span.DisplayName, span.Kind);

    private static Activity Publish(string exchange, string routingKey)
    {
        var span = Publication.Start(exchange, routingKey, new BasicProperties(), HeaderFrame.DefaultMaxSize).Span!;
        span.Stop();
        return span;
    }

    private static Activity Incoming(MessageRoute route, Func<IncomingMessage, ProcessingScope> start)
    {
        using var scope = start(new IncomingMessage(route, 1, Redelivered: false, new BasicProperties()));
        return scope.Activity!;
    }
}
