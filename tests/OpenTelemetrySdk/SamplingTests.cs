using OpenTelemetry.Trace;

namespace Waybill.OpenTelemetrySdk.Tests;

public class SamplingTests
{
    /// <summary>.NET records an Activity when one listener asks for it, and the SDK exports what is recorded: docs/tracing.md says so.</summary>
    [Theory]
    [InlineData(RecordedBy.OpenTelemetry, 0)]
    [InlineData(RecordedBy.Both, 1)]
    public async Task Beside_our_tracer_the_samplers_drop_is_no_drop(RecordedBy by, int expected)
    {
        await using Recording recording = new(by, new AlwaysOffSampler());
        Recording.Shop.StartActivity("checkout")?.Dispose();
        var spans = await recording.EndAsync(expected);
        Assert.All(spans.Values, of => Assert.Equal(expected, of.Count));
    }
}
