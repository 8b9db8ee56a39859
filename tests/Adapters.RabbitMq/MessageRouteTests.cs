namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class MessageRouteTests
{
    [Theory]
    [InlineData("shipping", "eu", "shipping:eu")]
    [InlineData("shipping", "", "shipping")]
    [InlineData("", "orders", "orders")]
    [InlineData("", "", "amq.default")]
    public void A_producers_destination_is_exchange_and_routing_key(string exchange, string routingKey, string destination) =>
        Assert.Equal(destination, new MessageRoute(exchange, routingKey).ProducerDestination);

    [Theory]
    [InlineData("shipping", "eu", "orders", "shipping:eu:orders")]
    [InlineData("shipping", "orders", "orders", "shipping:orders")]
    [InlineData("shipping", "", "orders", "shipping:orders")]
    [InlineData("shipping", "", "", "shipping")]
    [InlineData("shipping", "eu", "", "shipping:eu")]
    [InlineData("", "orders", "orders", "orders")]
    [InlineData("", "", "", "amq.default")]
    public void A_consumers_destination_ends_with_the_queue(string exchange, string routingKey, string queue, string destination) =>
        Assert.Equal(destination, new MessageRoute(exchange, routingKey, queue).ConsumerDestination);
}
