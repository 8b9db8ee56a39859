using Waybill.Core.Export;

namespace Waybill.Core.Tests.Export;

public class BackgroundLoopTests
{
    private static readonly AsyncLocal<string?> Local = new();

    [Fact]
    public async Task A_loop_keeps_nothing_of_the_flow_that_started_it()
    {
        Local.Value = "request";
        string? seen = null;
        await BackgroundLoop.Start(() =>
        {
            seen = Local.Value;
            return Task.CompletedTask;
        });
        Assert.Null(seen);

        Task suppressed;
        using (ExecutionContext.SuppressFlow())
        {
            suppressed = BackgroundLoop.Start(() => Task.CompletedTask);
        }

        await suppressed;
        Assert.Equal("request", Local.Value);
    }
}
