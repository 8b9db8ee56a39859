using Waybill.Brokers;
using Waybill.Core.Tests.Support;

namespace Waybill.Packages.Tests;

/// <summary>
/// The first example of each page that describes a package is installed, built as it stands and run: with an agent and a broker on loopback, whose
/// address takes the place of the page's.
/// </summary>
public class ExampleTests(PackedSources packed)
{
    private static readonly string[] WithTestsOfTheirOwn = ["Adapters.Kafka", "Adapters.RabbitMq", "Adapters.Sqs", "Core", "LocalAgent"];

    public static IEnumerable<TheoryDataRow<string>> Others =>
        Repository.Projects.Except(WithTestsOfTheirOwn).Select(project => new TheoryDataRow<string>(project));

    [Fact]
    public async Task Readme_of_the_repository()
    {
        var example = Example.FirstOf("README.md");
        Assert.NotEmpty(example.Packages);
        await RunAsync(example);
    }

    [Fact]
    public async Task Readme_of_Core()
    {
        var (spans, output) = await RunAsync(Example.FirstOf("src", "Core", "README.md"));
        Assert.Equal("order.check", Assert.Single(spans).Name);
        Assert.Contains("x-datadog-trace-id", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readme_of_Kafka()
    {
        await using var broker = await Broker.KafkaAsync();
        var (spans, output) = await RunAsync(
            Example.FirstOf("src", "Adapters.Kafka", "README.md"), code => Replace(code, "localhost:9092", broker.Address));
        Assert.Equal("two boxes", output.Trim());
        AssertOneTrace(spans, "kafka.produce", "kafka.consume", "kafka.process");
    }

    [Fact]
    public async Task Readme_of_RabbitMq()
    {
        await using var broker = await StartAsync(() => Broker.RabbitMqAsync(TestContext.Current.CancellationToken));
        var (spans, output) = await RunAsync(
            Example.FirstOf("src", "Adapters.RabbitMq", "README.md"), code => Replace(code, "amqp://localhost:5672/", broker.Address));
        Assert.Equal("two boxes", output.Trim());
        AssertOneTrace(spans.Where(span => span.Resource.StartsWith("basic.", StringComparison.Ordinal)), "amqp.command", "amqp.command");
    }

    [Fact]
    public async Task Readme_of_Sqs()
    {
        await using var broker = await StartAsync(() => Broker.SqsAsync(TestContext.Current.CancellationToken));
        Dictionary<string, string> credentials = new()
        {
            ["AWS_ENDPOINT_URL"] = broker.Address,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
        };
        var (spans, output) = await RunAsync(Example.FirstOf("src", "Adapters.Sqs", "README.md"), environment: credentials);
        Assert.Equal("two boxes", output.Trim());
        AssertOneTrace(spans.Where(span => span.Resource.Contains("SendMessage", StringComparison.Ordinal) || span.Name == "aws_sqs.process"), "sqs.request", "aws_sqs.process");
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Others))]
    public async Task Readme_of_another_package(string project)
    {
        var (_, output) = await RunAsync(Example.FirstOf("src", project, "README.md"));
        Assert.NotEmpty(output);
    }

    private static async Task<BrokerEndpoint> StartAsync(Func<Task<BrokerEndpoint>> start)
    {
        try
        {
            return await start();
        }
        catch (BrokerUnavailableException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }

    private static string Replace(string code, string address, string by)
    {
        Assert.Contains(address, code, StringComparison.Ordinal);
        return code.Replace(address, by, StringComparison.Ordinal);
    }

    private static void AssertOneTrace(IEnumerable<ReceivedSpan> spans, params string[] operations)
    {
        Assert.Equal(operations, spans.OrderBy(span => span.Start).Select(span => span.Name));
        Assert.Single(spans.Select(span => span.TraceId).Distinct());
    }

    private async Task<(IReadOnlyList<ReceivedSpan> Spans, string Output)> RunAsync(
        Example example, Func<string, string>? edit = null, Dictionary<string, string>? environment = null)
    {
        Consumer consumer = new(packed);
        await consumer.BuildAsync(example, edit);
        await using ScriptedAgent agent = new();
        var done = await consumer.RunAsync(new Dictionary<string, string>(environment ?? []) { ["DD_TRACE_AGENT_URL"] = agent.Address.ToString() });
        Assert.True(done.ExitCode == 0 && done.Errors.Length == 0, $"{example.Page} ended with {done.ExitCode}:\n{done.Output}\n{done.Errors}");
        return (agent.Spans, done.Output);
    }
}
