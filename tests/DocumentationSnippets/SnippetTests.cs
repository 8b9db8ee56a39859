using System.Text;
using Amazon.SQS.Model;
using Confluent.Kafka;
using RabbitMQ.Client;
using Waybill.Core;
using Waybill.DocumentationSnippets.Tests.Snippets;
using Waybill.DocumentationSnippets.Tests.Wcf;

namespace Waybill.DocumentationSnippets.Tests;

/// <summary>Programs that follow Datadog's documentation need another namespace and nothing else.</summary>
public sealed class SnippetTests(RunningTracer tracer)
{
    private static readonly string[] DefaultHeaders =
        ["x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority", "x-datadog-tags", "traceparent", "tracestate", "baggage"];

    [Fact]
    public void Kafka()
    {
        Message<string, string> message = new() { Value = "order 1", Headers = [] };
        message.Headers.Add("mine", Encoding.UTF8.GetBytes("stays"));
        tracer.SendAndReceive(() => KafkaSnippet.Produce(message), process => KafkaSnippet.Consume(message, process), "kafka.handle");
        Assert.Equal([.. DefaultHeaders.Append("mine").Order()], message.Headers.Select(header => header.Key).Order());
    }

    [Fact]
    public void Kafka_message_that_is_sent_again_carries_the_later_context()
    {
        Message<string, string> message = new() { Value = "order 1", Headers = [] };
        using (Tracer.Instance.StartActive("earlier"))
        {
            KafkaSnippet.Produce(message);
        }

        tracer.SendAndReceive(() => KafkaSnippet.Produce(message), process => KafkaSnippet.Consume(message, process), "kafka.handle");
    }

    [Fact]
    public void RabbitMq()
    {
        BasicProperties properties = new();
        tracer.SendAndReceive(() => RabbitMqSnippet.Publish(properties), process => RabbitMqSnippet.Receive(properties, process), "rabbitmq.handle");
        Assert.Equal(DefaultHeaders.Order(), properties.Headers!.Keys.Order());
    }

    [Fact]
    public void Sqs()
    {
        SendMessageRequest request = new();
        tracer.SendAndReceive(
            () => SqsSnippet.Send(request),
            process => SqsSnippet.Receive(new Message { MessageAttributes = request.MessageAttributes }, process),
            "sqs.handle");
        Assert.Single(request.MessageAttributes);
    }

    [Fact]
    public void Soap()
    {
        MessageHeaders headers = [];
        tracer.SendAndReceive(() => SoapSnippet.Call(headers), process => SoapSnippet.Serve(headers, process), "soap.handle");
        Assert.Equal(DefaultHeaders.Order(), headers.Select(header => header.Name).Order());
    }

    [Fact]
    public void Soap_header_that_stands_twice_costs_that_header_and_not_the_message()
    {
        MessageHeaders headers = [];
        tracer.SendAndReceive(
            () =>
            {
                SoapSnippet.Call(headers);
                headers.Add(MessageHeader.CreateHeader("x-datadog-trace-id", "datadog", "1"));
            },
            process => SoapSnippet.Serve(headers, process),
            "soap.handle");
    }

    [Fact]
    public void Message_without_headers_begins_a_trace()
    {
        KafkaSnippet.Consume(new Message<string, string> { Headers = [] }, () => Assert.Equal(default, System.Diagnostics.Activity.Current!.ParentSpanId));
        SqsSnippet.Receive(new Message { MessageAttributes = [] }, () => Assert.Equal(default, System.Diagnostics.Activity.Current!.ParentSpanId));
    }
}
