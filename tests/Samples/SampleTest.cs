using Waybill.Brokers;
using Waybill.Demo.Samples;
using Waybill.LocalAgent.Model;

namespace Waybill.Samples.Tests;

/// <summary>Runs a sample's own processes with a local agent, and looks at the spans that the agent received.</summary>
public abstract class SampleTest(ITestOutputHelper output)
{
    private readonly List<string> said = [];

    /// <summary>What the programs wrote.</summary>
    protected string Said => string.Join('\n', said);

    /// <summary>Skips where the broker cannot be had.</summary>
    private protected async Task<IReadOnlyList<Trace>> RunAsync(params string[] arguments)
    {
        try
        {
            var result = await SampleResult.OfAsync(SampleCommand.Find(arguments)!, Say, TestContext.Current.CancellationToken);
            Assert.Empty(result.Problems);
            return result.Traces;
        }
        catch (BrokerUnavailableException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }

    private protected static TraceSpan One(IEnumerable<TraceSpan> spans, string service, string operation, string? resource = null) => Assert.Single(
        spans, span => span.Service == service && span.Name == operation && (resource is null || span.Resource == resource));

    /// <summary>The spans in the order of their start.</summary>
    private protected static TraceSpan[] Of(Trace trace, string operation) =>
        [.. trace.Spans.Where(span => span.Name == operation).OrderBy(span => span.Start)];

    private void Say(string line)
    {
        lock (said)
        {
            said.Add(line);
        }

        output.WriteLine(line);
    }
}
