using System.Diagnostics;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

public class ScopeTests
{
    [Fact]
    public async Task Closing_twice_ends_the_span_once()
    {
        await using TestTracer tests = new();
        using var outer = tests.Tracer.StartActive("outer");
        var inner = tests.Tracer.StartActive("inner");
        inner.Close();
        inner.Dispose();
        Assert.Equal(outer.Span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
        outer.Close();
        Assert.Equal(2, (await tests.FlushAsync()).Count);
    }

    [Fact]
    public async Task Closing_out_of_order_leaves_the_active_span_active()
    {
        await using TestTracer tests = new();
        var outer = tests.Tracer.StartActive("outer");
        var inner = tests.Tracer.StartActive("inner");
        outer.Close();
        Assert.Equal(inner.Span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
        inner.Close();
        Assert.Null(Activity.Current); // and not the outer one, which has ended
        Assert.Equal(["outer", "inner"], (await tests.FlushAsync()).Select(span => span.Name));
    }

    [Fact]
    public async Task A_span_may_outlive_its_scope()
    {
        await using TestTracer tests = new();
        var scope = tests.Tracer.StartActive("long", new SpanCreationSettings { FinishOnClose = false });
        scope.Close();
        Assert.Null(tests.Tracer.ActiveScope);
        Assert.Empty(await tests.FlushAsync());

        using (var other = tests.Tracer.StartActive("other", new SpanCreationSettings { Parent = SpanContext.None }))
        {
            scope.Span.Finish();
            Assert.Equal(other.Span.SpanId, tests.Tracer.ActiveScope?.Span.SpanId); // finishing is nothing to the scope of another span
        }

        Assert.Equal(["long", "other"], (await tests.FlushAsync()).Select(span => span.Name));
    }

    [Fact]
    public async Task A_scope_that_is_closed_on_another_flow_changes_nothing_there()
    {
        await using TestTracer tests = new();
        var scope = tests.Tracer.StartActive("first");
        await Task.Run(() =>
        {
            using var other = tests.Tracer.StartActive("second", new SpanCreationSettings { Parent = SpanContext.None });
            scope.Close();
            Assert.Equal(other.Span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
        });
        Assert.Equal(2, (await tests.FlushAsync()).Count);
    }
}
