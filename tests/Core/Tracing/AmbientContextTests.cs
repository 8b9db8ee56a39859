using System.Diagnostics;
using Waybill.Core.Tracing;

namespace Waybill.Core.Tests.Tracing;

public class AmbientContextTests
{
    private readonly SpanContext context = new(1, 2);

    public AmbientContextTests() => Activity.Current = null;

    [Fact]
    public async Task Holds_on_its_flow_until_it_is_restored()
    {
        Assert.Null(AmbientContext.Current);
        var before = AmbientContext.Entered;
        AmbientContext.Enter(context);
        await Task.Yield();
        Assert.Same(context, AmbientContext.Current);
        Assert.Same(context, await Task.Run(() => AmbientContext.Current));

        var outer = AmbientContext.Entered;
        AmbientContext.Enter(null);
        Assert.Null(AmbientContext.Current);
        AmbientContext.Restore(outer);
        Assert.Same(context, AmbientContext.Current);
        AmbientContext.Restore(before);
        Assert.Null(AmbientContext.Current);
    }

    [Fact]
    public void An_Activity_that_began_since_is_nearer()
    {
        var before = AmbientContext.Entered;
        AmbientContext.Enter(context);
        using (new Activity("a").Start())
        {
            Assert.Null(AmbientContext.Current);
        }

        Assert.Same(context, AmbientContext.Current);
        AmbientContext.Restore(before);
    }

    [Fact]
    public void The_Activity_that_was_there_already_is_not()
    {
        using var outer = new Activity("outer").Start();
        var before = AmbientContext.Entered;
        AmbientContext.Enter(context);
        Assert.Same(context, AmbientContext.Current);
        AmbientContext.Restore(before);
    }
}
