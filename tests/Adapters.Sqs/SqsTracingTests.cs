using System.Net;
using Amazon.Runtime;

namespace Waybill.Adapters.Sqs.Tests;

/// <summary>The way in by the SDK's pipeline.</summary>
public sealed class SqsTracingTests(SqsBroker broker) : SqsTest(broker)
{
    private readonly SqsBroker broker = broker;

    [Fact]
    public async Task Traces_what_a_client_sends_and_receives_that_is_made_afterwards_and_no_other()
    {
        using var registration = SqsTracing.Register();
        using StrictSqs strict = new(ServiceUrl);
        using var sqs = SqsBroker.ClientOf(strict.Url);
        SendMessageRequest request = new(QueueUrl, "one") { MessageAttributes = ContextText.Users(2) };

        await sqs.SendMessageAsync(request);
        await sqs.SendMessageAsync(QueueUrl, "two");
        await sqs.SendMessageBatchAsync(QueueUrl, [new("1", "three"), new("2", "four")]);
        await Bare.SendMessageAsync(QueueUrl, "untraced");

        Assert.Equal(["user0", "user1"], request.MessageAttributes.Keys);
        Assert.Equal(
            [.. Enumerable.Repeat($"SendMessage {QueueName}", 2), $"SendMessageBatch {QueueName}", .. Enumerable.Repeat($"create {QueueName}", 2)],
            Spans.Ended.Select(span => span.DisplayName));
        var messages = await ReceiveAsync(sqs, QueueUrl, 5);
        Assert.All(messages, message => Assert.False(message.MessageAttributes?.ContainsKey("_datadog") ?? false));
        Assert.Equal(4, Spans.Ended.Where(span => span.Kind == ActivityKind.Client && span.DisplayName.StartsWith("Receive", StringComparison.Ordinal)).Sum(span => span.Links.Count()));
        foreach (var message in messages.Where(message => message.Body != "untraced"))
        {
            using var scope = message.StartProcessing(QueueUrl);
            Assert.Contains(Spans.Ended, span => span.SpanId == scope.Activity!.ParentSpanId && span.Kind == ActivityKind.Producer);
        }
    }

    [Fact]
    public async Task Together_with_the_decorator_each_call_is_traced_once_with_the_decorators_options()
    {
        using var registration = SqsTracing.Register(new SqsTracingOptions { SpanName = _ => "by the pipeline" });
        using var client = broker.Client();
        var sqs = client.WithTracing(new SqsTracingOptions { SpanName = operation => "decorated " + operation.Name });

        await sqs.SendMessageAsync(QueueUrl, "one");
        await sqs.SendMessageBatchAsync(QueueUrl, [new("1", "two")]);
        await ReceiveAsync(sqs, QueueUrl, 2);
        await client.SendMessageAsync(QueueUrl, "by the client itself");

        var names = Spans.Ended.Select(span => span.DisplayName).Where(name => name != "decorated ReceiveMessage");
        Assert.Equal(["decorated SendMessage", "decorated SendMessageBatch", "decorated create", "by the pipeline"], names);
    }

    [Fact]
    public async Task Work_that_a_call_left_in_the_background_is_traced()
    {
        using var registration = SqsTracing.Register();
        using var client = broker.Client();
        var inner = RecordingSqs.Create();
        TaskCompletionSource callEnded = new();
        Task background = Task.CompletedTask;
        inner.Answer = (_, _) =>
        {
            background = Task.Run(async () =>
            {
                await callEnded.Task;
                await client.SendMessageAsync(QueueUrl, "in the background");
            });
            return Task.FromResult(new SendMessageResponse());
        };

        await inner.AsClient.WithTracing().SendMessageAsync("http://h/foreground", "body");
        callEnded.SetResult();
        await background;

        Assert.Equal(["SendMessage foreground", $"SendMessage {QueueName}"], Spans.Ended.Select(span => span.DisplayName));
    }

    [Fact]
    public async Task A_decorator_around_a_decorated_client_in_disguise_adds_nothing()
    {
        var inner = RecordingSqs.Create();
        inner.Answer = (_, arguments) => Sqs.SendMessageAsync((SendMessageRequest)arguments[0]!);

        await inner.AsClient.WithTracing().SendMessageAsync(QueueUrl, "body");

        Assert.Single(Spans.Ended);
    }

    [Fact]
    public async Task Gives_the_services_error_to_the_caller_and_to_the_span()
    {
        using var registration = SqsTracing.Register();
        using var sqs = broker.Client();

        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.SendMessageAsync(QueueUrl + "-missing", "body"));
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => sqs.ReceiveMessageAsync(QueueUrl + "-missing"));

        Assert.Equal([error.ErrorCode, error.ErrorCode], Spans.Ended.Select(span => (string?)span.GetTagItem("error.type")));
    }

    [Fact]
    public async Task The_SDKs_retries_are_one_span_and_carry_one_context()
    {
        List<string> bodies = [];
        using ScriptedServer server = new(body =>
        {
            bodies.Add(body);
            return bodies.Count < 3
                ? (HttpStatusCode.ServiceUnavailable, """{"__type":"ServiceUnavailable"}""")
                : (HttpStatusCode.OK, """{"MessageId":"m1"}""");
        });
        using var registration = SqsTracing.Register();
        using AmazonSQSClient sqs = new(
            new BasicAWSCredentials("test", "test"),
            new AmazonSQSConfig { ServiceURL = server.Url, AuthenticationRegion = "us-east-1", MaxErrorRetry = 4 });

        await sqs.SendMessageAsync(server.QueueUrl, "body");

        var send = Assert.Single(Spans.Ended);
        Assert.Equal(("m1", ActivityStatusCode.Unset), (send.GetTagItem("messaging.message.id"), send.Status));
        Assert.Equal(3, bodies.Count);
        Assert.All(bodies, body => Assert.Contains(send.SpanId.ToHexString(), body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ends_with_the_registration_and_takes_no_second_one()
    {
        using (SqsTracing.Register(new SqsTracingOptions { SpanName = _ => "first" }))
        {
            using (SqsTracing.Register(new SqsTracingOptions { SpanName = _ => "second" }))
            {
                using var twice = broker.Client();
                await twice.SendMessageAsync(QueueUrl, "body");
            }

            using var still = broker.Client();
            await still.SendMessageAsync(QueueUrl, "body");
        }

        using var untraced = broker.Client();
        await untraced.SendMessageAsync(QueueUrl, "body");

        Assert.Equal(["first", "first"], Spans.Ended.Select(span => span.DisplayName));
    }

    [Fact]
    public async Task Traces_derived_clients_and_leaves_their_other_operations_and_missing_queues_to_the_SDK()
    {
        using var registration = SqsTracing.Register();
        using DerivedClient sqs = new(ServiceUrl);

        await sqs.SendMessageAsync(QueueUrl, "body");
        await sqs.GetQueueAttributesAsync(QueueUrl, ["All"]);
        await Assert.ThrowsAnyAsync<Exception>(() => sqs.SendMessageAsync(new SendMessageRequest()));

        Assert.Equal($"SendMessage {QueueName}", Assert.Single(Spans.Ended).DisplayName);
    }

    private sealed class DerivedClient(string serviceUrl)
        : AmazonSQSClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonSQSConfig { ServiceURL = serviceUrl, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
}
