using Waybill.Demo;
using Waybill.Demo.Samples;

namespace Waybill.Samples.Tests;

/// <summary>What ends in another exit code than 0.</summary>
public sealed class SampleCommandTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData]
    [InlineData("nothing")]
    [InlineData("thinker", "--kafka")]
    [InlineData("batch", "nothing")]
    public void Other_arguments_name_no_sample(params string[] arguments) => Assert.Null(SampleCommand.Find(arguments));

    [Fact]
    public async Task Spans_that_are_missing_are_a_failure() => Assert.False(await SampleCommand.RunAsync(new SampleOf(_ => Task.CompletedTask), Stop));

    [Fact]
    public async Task A_program_that_fails_is_named_with_its_exit_code()
    {
        var failure = await Assert.ThrowsAsync<ProgramException>(
            () => SampleCommand.RunAsync(new SampleOf(host => host.RunProgramAsync("till", ["till"], Stop)), Stop));
        Assert.Contains("till ended with exit code 2", failure.Message, StringComparison.Ordinal);
    }

    private sealed class SampleOf(Func<SampleHost, Task> run) : ISample
    {
        public string Project => "CustomCarrier";

        public IReadOnlyDictionary<string, int> Spans { get; } = new Dictionary<string, int> { ["till stock.ask"] = 1 };

        public Task RunAsync(SampleHost host, CancellationToken stop) => run(host);
    }
}
