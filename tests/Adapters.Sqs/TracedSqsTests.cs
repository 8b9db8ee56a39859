using System.Reflection;
using Amazon.Runtime;

namespace Waybill.Adapters.Sqs.Tests;

public sealed class TracedSqsTests
{
    /// <summary>They take the way of the operations with a request, as they do in the SDK's own client.</summary>
    private static readonly HashSet<string> ShortOverloads =
        [nameof(IAmazonSQS.SendMessageAsync), nameof(IAmazonSQS.SendMessageBatchAsync), nameof(IAmazonSQS.ReceiveMessageAsync)];

    public static TheoryData<string> Members => [.. AllMembers().Select(method => method.ToString()!)];

    [Theory]
    [MemberData(nameof(Members))]
    public async Task Hands_the_call_on_and_its_answer_back(string member)
    {
        var method = AllMembers().Single(candidate => candidate.ToString() == member);
        var inner = RecordingSqs.Create();
        var arguments = method.GetParameters().Select(parameter => Argument(parameter.ParameterType)).ToArray();

        var result = method.Invoke(inner.AsClient.WithTracing(), arguments);

        var call = Assert.Single(inner.Calls);
        Assert.Equal(method.Name, call.Method.Name);
        if (ShortOverloads.Contains(method.Name) && arguments[0] is string queueUrl)
        {
            Assert.Equal(queueUrl, ((dynamic)call.Arguments[0]!).QueueUrl);
            Assert.Equal(arguments[^1], call.Arguments[^1]);
            Assert.Same(await (dynamic)call.Result!, await (dynamic)result!);
        }
        else
        {
            Assert.Equal(method, call.Method);
            Assert.Equal(arguments, call.Arguments);
            Assert.Same(call.Result, result);
        }
    }

    [Fact]
    public void Covers_every_member_of_the_client_in_use()
    {
        Assert.Contains(AllMembers(), method => method.Name == nameof(IDisposable.Dispose));
        Assert.Contains(AllMembers(), method => method.Name == "GetAttributesAsync");
        Assert.True(AllMembers().Count() > 40, $"Only {AllMembers().Count()} members were found.");
    }

    [Fact]
    public async Task Hands_a_missing_request_on_so_that_the_clients_own_error_answers()
    {
        var inner = RecordingSqs.Create();
        var error = new ArgumentNullException("request");
        inner.Answer = (_, _) => throw error;
        var sqs = inner.AsClient.WithTracing();
        using ActivityRecorder spans = new("Waybill.Sqs");

        Assert.Same(error, await Assert.ThrowsAsync<ArgumentNullException>(() => sqs.SendMessageAsync(null!)));
        Assert.Same(error, await Assert.ThrowsAsync<ArgumentNullException>(() => sqs.SendMessageAsync(new SendMessageRequest())));
        Assert.Same(error, await Assert.ThrowsAsync<ArgumentNullException>(() => sqs.SendMessageBatchAsync(null!)));
        Assert.Same(error, await Assert.ThrowsAsync<ArgumentNullException>(() => sqs.SendMessageBatchAsync("http://localhost/q", null!)));
        Assert.Same(error, await Assert.ThrowsAsync<ArgumentNullException>(() => sqs.ReceiveMessageAsync((ReceiveMessageRequest)null!)));
        Assert.Empty(spans.Ended);
    }

    [Fact]
    public void Makes_the_default_client_of_the_service_with_tracing()
    {
        var config = Assert.IsType<AmazonSQSConfig>(ConfigOf<TracedSqs>());
        config.ServiceURL = "http://127.0.0.1:1/";

        using var sqs = Assert.IsType<TracedSqs>(ClientOf<TracedSqs>(new BasicAWSCredentials("test", "test"), config));

        Assert.Equal(config.ServiceURL, sqs.Config.ServiceURL);
    }

    private static ClientConfig ConfigOf<T>()
        where T : IAmazonService => T.CreateDefaultClientConfig();

    private static IAmazonService ClientOf<T>(AWSCredentials credentials, ClientConfig config)
        where T : IAmazonService => T.CreateDefaultServiceClient(credentials, config);

    private static IEnumerable<MethodInfo> AllMembers() => typeof(IAmazonSQS).GetInterfaces().Append(typeof(IAmazonSQS))
        .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public));

    private static object? Argument(Type type) =>
        type == typeof(CancellationToken) ? new CancellationToken(canceled: true)
        : type.IsAbstract ? new SendMessageRequest()
        : RecordingSqs.Make(type);
}
