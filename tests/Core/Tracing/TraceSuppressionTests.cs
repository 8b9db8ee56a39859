using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class TraceSuppressionTests
{
    [Fact]
    public async Task Holds_on_its_flow_until_it_ends()
    {
        Assert.False(TraceSuppression.IsActive);
        using (TraceSuppression.Begin())
        {
            using (TraceSuppression.Begin())
            {
            }

            Assert.True(TraceSuppression.IsActive); // the inner one does not end the outer one
            await Task.Yield();
            Assert.True(await Task.Run(() => TraceSuppression.IsActive));
        }

        Assert.False(TraceSuppression.IsActive);
    }

    [Fact]
    public async Task Does_not_reach_other_flows()
    {
        TaskCompletionSource begun = new(), looked = new();
        var other = Task.Run(async () =>
        {
            using (TraceSuppression.Begin())
            {
                begun.SetResult();
                await looked.Task;
            }
        });
        await begun.Task;
        Assert.False(TraceSuppression.IsActive);
        looked.SetResult();
        await other;
    }
}
