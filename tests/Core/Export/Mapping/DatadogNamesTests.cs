using System.Diagnostics;
using Waybill.Core.Export.Mapping;
using Waybill.Core.Tests.Support;
using Waybill.Support;

namespace Waybill.Core.Tests.Export.Mapping;

public class DatadogNamesTests
{
    private const string System = "messaging.system";
    private const string Type = "messaging.operation.type";
    private const string Name = "messaging.operation.name";
    private const string Destination = "messaging.destination.name";
    private const string RoutingKey = "messaging.rabbitmq.destination.routing_key";

    [Theory]
    [InlineData("kafka.produce", "Produce Topic orders", "queue", System, "kafka", Type, "send", Destination, "orders")]
    [InlineData("kafka.consume", "Consume Topic orders", "queue", System, "kafka", Type, "receive", Destination, "orders")]
    [InlineData("kafka.consume", "Consume Topic kafka", "queue", System, "kafka", Type, "receive", Destination, "")]
    [InlineData("kafka.process", "display", "queue", System, "kafka", Type, "process", Destination, "orders")]
    [InlineData("amqp.command", "basic.publish shipping -> order.new", "queue", System, "rabbitmq", Type, "send", "amqp.exchange", "shipping", RoutingKey, "order.new")]
    [InlineData("amqp.command", "basic.publish <default> -> <all>", "queue", System, "rabbitmq", Type, "send", "amqp.exchange", "")]
    [InlineData("amqp.command", "basic.publish <default> -> <generated>", "queue", System, "rabbitmq", Type, "send", RoutingKey, "amq.gen-123")]
    [InlineData("amqp.command", "basic.publish <default> -> <generated>", "queue", System, "rabbitmq", Type, "send", RoutingKey, "amq.rabbitmq.reply-to.g1h2")]
    [InlineData("amqp.command", "basic.get orders", "queue", System, "rabbitmq", Type, "receive", "amqp.queue", "orders", Destination, "x")]
    [InlineData("amqp.command", "basic.get orders", "queue", System, "rabbitmq", Type, "receive", Destination, "orders")]
    [InlineData("amqp.command", "basic.get <generated>", "queue", System, "rabbitmq", Type, "receive", "amqp.queue", "amq.gen-123")]
    [InlineData("amqp.command", "basic.deliver", "queue", System, "rabbitmq", Type, "process")]
    [InlineData("amqp.command", "basic.ack", "queue", System, "rabbitmq", Type, "settle", Name, "ack")]
    [InlineData("sqs.request", "SQS.SendMessage", "http", System, "aws_sqs", Type, "send", Name, "SendMessage")]
    [InlineData("sqs.request", "SQS.ReceiveMessage", "http", System, "aws_sqs", Type, "receive", Name, "ReceiveMessage")]
    [InlineData("aws_sqs.process", "display", "queue", System, "aws_sqs", Type, "process")]
    [InlineData("nats.publish", "display", "queue", System, "nats", Type, "publish")]
    public void Of_messages(string operation, string resource, string type, params string[] tags) =>
        Assert.Equal((operation, resource, type), Of(ActivityKind.Producer, tags));

    [Theory]
    [InlineData(ActivityKind.Server, "aspnet_core.request", "POST /orders/{id}", "web", "http.request.method", "POST", "http.route", "/orders/{id}", "url.path", "/orders/1")]
    [InlineData(ActivityKind.Server, "aspnet_core.request", "GET /orders/1", "web", "http.request.method", "GET", "url.path", "/orders/1")]
    [InlineData(ActivityKind.Server, "aspnet_core.request", "GET", "web", "http.request.method", "GET")]
    [InlineData(ActivityKind.Client, "http.request", "GET host:81/a/b", "http", "http.request.method", "GET", "url.full", "http://user:pw@host:81/a/b?token=secret#x")]
    [InlineData(ActivityKind.Client, "http.request", "GET host", "http", "http.request.method", "GET", "server.address", "host")]
    [InlineData(ActivityKind.Client, "http.request", "GET", "http", "http.request.method", "GET", "url.full", "not an address")]
    [InlineData(ActivityKind.Client, "postgresql.query", "select 1", "sql", "db.system.name", "postgresql", "db.query.text", "select 1")]
    [InlineData(ActivityKind.Client, "mssql.query", "select 2", "sql", "db.system", "mssql", "db.statement", "select 2")]
    [InlineData(ActivityKind.Client, "redis.query", "GET", "redis", "db.system.name", "redis", "db.query.summary", "GET", "db.query.text", "GET key")]
    [InlineData(ActivityKind.Client, "couchdb.query", "display", "db", "db.system.name", "couchdb")]
    [InlineData(ActivityKind.Internal, "operation", "display", null, "db.system.name", "postgresql")]
    [InlineData(ActivityKind.Client, "operation", "display", null)]
    public void Of_others(ActivityKind kind, string operation, string resource, string? type, params string[] tags) =>
        Assert.Equal((operation, resource, type), Of(kind, tags));

    [Fact]
    public void What_the_span_says_itself_goes_before_the_conventions() => Assert.Equal(
        ("op", "res", "db"),
        Of(ActivityKind.Producer, [System, "kafka", Type, "send", "operation.name", "op", "resource.name", "res", "span.type", "db"]));

    private static (string, string, string?) Of(ActivityKind kind, string[] tags)
    {
        Activity.Current = null;
        using ActivityRecorder recorder = new(TestTracer.Source.Name);
        using var activity = TestTracer.Source.StartActivity("operation", kind)!;
        activity.DisplayName = "display";
        foreach (var pair in tags.Chunk(2))
        {
            activity.SetTag(pair[0], pair[1]);
        }

        return DatadogNames.Of(activity);
    }
}
