using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Mapping;

public class SqsTagsTests
{
    [Fact]
    public void Sqs_spans_have_Datadogs_names_beside_those_of_the_conventions()
    {
        var meta = Samples.Encode(Samples.Span(
            "messaging.system", "aws_sqs",
            "messaging.operation.name", "SendMessage",
            "messaging.destination.name", "orders",
            "aws.sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/1/orders",
            "cloud.region", "eu-west-1",
            "aws.request_id", "a-b")).Meta;
        string[] names =
        [
            "component", "aws.agent", "aws.service", "aws_service", "aws.operation", "aws.queue.name", "queuename", "aws.queue.url", "aws.region", "region",
            "aws.requestId", "messaging.destination.name",
        ];
        Assert.Equal(
            [
                "aws-sdk", "dotnet-aws-sdk", "SQS", "SQS", "SendMessage", "orders", "orders", "https://sqs.eu-west-1.amazonaws.com/1/orders", "eu-west-1",
                "eu-west-1", "a-b", "orders",
            ],
            names.Select(name => meta.GetValueOrDefault(name)));
    }

    [Fact]
    public void What_is_not_there_and_other_systems_have_none()
    {
        var meta = Samples.Encode(Samples.Span("messaging.system", "aws_sqs", "messaging.destination.name", "")).Meta;
        Assert.DoesNotContain("queuename", meta.Keys);
        Assert.DoesNotContain("aws.region", meta.Keys);
        Assert.DoesNotContain("aws.agent", Samples.Encode(Samples.Span("messaging.system", "kafka", "messaging.destination.name", "orders")).Meta.Keys);
    }

    [Fact]
    public void The_host_of_RabbitMQ_is_a_tag_of_Datadogs_own()
    {
        var meta = Samples.Encode(Samples.Span("messaging.system", "rabbitmq", "server.address", "mq.example.com")).Meta;
        Assert.Equal(("mq.example.com", "RabbitMQ"), (meta["out.host"], meta["component"]));
        Assert.DoesNotContain("server.address", meta.Keys);
        Assert.Equal("kafka.example.com", Samples.Encode(Samples.Span("messaging.system", "kafka", "server.address", "kafka.example.com")).Meta["server.address"]);
    }
}
