using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Waybill.Brokers;
using Waybill.Core.Tests.Support;

namespace Waybill.Aot.Tests;

/// <summary>samples/Aot is published without a single warning, and what comes out passes traces on.</summary>
public sealed partial class AotSampleTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("waybill-aot-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Trimmed_and_without_dynamic_code_it_passes_traces_on()
    {
        // Dynamic code is what native programs lack most; .NET's libraries then take the ways that they take there.
        await PublishAsync("--self-contained", "-p:DynamicCodeSupport=false");
        await AssertPassesTracesOnAsync();
    }

    [Fact]
    public async Task Native_it_passes_traces_on()
    {
        await PublishAsync("-p:PublishAot=true");
        Assert.False(File.Exists(Path.Combine(folder, "published", "Aot.dll")), "this is not native code");
        await AssertPassesTracesOnAsync();
    }

    /// <summary>Skips the test where no feed has the runtime for it, or the machine no linker.</summary>
    private async Task PublishAsync(params string[] how)
    {
        Dictionary<string, string> environment = new()
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["UseSharedCompilation"] = "false",
        };
        var published = await Command.RunAsync(
            Repository.Folder,
            environment,
            "dotnet",
            [
                "publish", "samples/Aot/Aot.csproj", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", Path.Combine(folder, "published"),
                // Built apart: a restore for native code that fails would spoil the solution's own.
                "--artifacts-path", Path.Combine(folder, "built"), "-v", "quiet", "-nodeReuse:false", .. how,
            ]);
        var missing = MissingTool().Match(published.Output);
        Assert.SkipWhen(published.ExitCode != 0 && missing.Success, $"It cannot be published here: {missing.Value}");
        Assert.True(published.ExitCode == 0, published.Output + published.Errors);
    }

    private async Task AssertPassesTracesOnAsync()
    {
        await using var broker = await RabbitMqAsync();
        await using ScriptedAgent agent = new();
        Dictionary<string, string> environment = new()
        {
            ["RABBITMQ_URI"] = broker?.Address ?? "",
            ["DD_TRACE_AGENT_URL"] = agent.Address.ToString(),
        };
        var output = await Command.SucceedAsync(folder, environment, Path.Combine(folder, "published", "Aot"));
        AssertOneTrace(agent.Spans, "headers.send", "headers.receive");
        if (broker is not null)
        {
            Assert.Contains("rabbitmq: two boxes", output, StringComparison.Ordinal);
            AssertOneTrace(agent.Spans, "basic.publish", "basic.deliver");
        }
    }

    private static void AssertOneTrace(IEnumerable<ReceivedSpan> spans, string from, string to)
    {
        // The destination follows the command in a resource.
        var sent = Assert.Single(spans, span => span.Resource.StartsWith(from, StringComparison.Ordinal));
        var received = Assert.Single(spans, span => span.Resource.StartsWith(to, StringComparison.Ordinal));
        Assert.Equal((sent.TraceId, sent.SpanId), (received.TraceId, received.ParentId!.Value));
    }

    private static async Task<BrokerEndpoint?> RabbitMqAsync()
    {
        try
        {
            return await Broker.RabbitMqAsync(TestContext.Current.CancellationToken);
        }
        catch (BrokerUnavailableException exception)
        {
            TestContext.Current.SendDiagnosticMessage("Without RabbitMQ: {0}", exception.Message);
            return null;
        }
    }

    [GeneratedRegex(@"Unable to find package (Microsoft\.NETCore\.App\.|[A-Za-z0-9.-]*ILCompiler)[^\r\n\[]*|Platform linker \([^)]*\) not found")]
    private static partial Regex MissingTool();
}
