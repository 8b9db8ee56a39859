using System.Diagnostics;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

public class TracerExtensionsTests
{
    [Fact]
    public async Task Code_runs_in_an_active_span_and_its_value_comes_back()
    {
        await using TestTracer tests = new();
        tests.Tracer.Trace("outer", outer =>
        {
            var id = tests.Tracer.Trace("inner", inner =>
            {
                Assert.Equal(inner.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
                return inner.SpanId;
            });
            Assert.NotEqual(outer.SpanId, id);
            Assert.Equal(outer.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
        });
        Assert.Null(Activity.Current);
        var spans = await tests.FlushAsync();
        Assert.Equal(["inner", "outer"], spans.Select(span => span.Name));
        Assert.Equal(spans[1].SpanId, spans[0].ParentId);
    }

    [Fact]
    public async Task Asynchronous_code_is_in_the_span_until_its_end()
    {
        await using TestTracer tests = new();
        TaskCompletionSource wait = new();
        var running = tests.Tracer.Trace("task", async span =>
        {
            await wait.Task;
            Assert.Equal(span.SpanId, tests.Tracer.ActiveScope!.Span.SpanId);
        });
        Assert.Null(Activity.Current);
        Assert.Equal(0, tests.Tracer.ExportStatistics.Ended);
        wait.SetResult();
        await running;
        Assert.Equal(42, await tests.Tracer.Trace("value", async _ =>
        {
            await Task.Yield();
            return 42;
        }));
        Assert.Equal(["task", "value"], (await tests.FlushAsync()).Select(span => span.Name));
    }

    [Fact]
    public async Task An_exception_is_recorded_and_thrown_on()
    {
        await using TestTracer tests = new();
        var tracer = tests.Tracer;
        Assert.Throws<TimeoutException>(() => tracer.Trace("action", new Action<ISpan>(_ => throw new TimeoutException("one"))));
        Assert.Throws<TimeoutException>(() => tracer.Trace("function", new Func<ISpan, int>(_ => throw new TimeoutException("two"))));
        await Assert.ThrowsAsync<TimeoutException>(() => tracer.Trace("task", async _ =>
        {
            await Task.Yield();
            throw new TimeoutException("three");
        }));
        await Assert.ThrowsAsync<TimeoutException>(() => tracer.Trace("synchronously", new Func<ISpan, Task<int>>(_ => throw new TimeoutException("four"))));
        Assert.Null(Activity.Current);

        var spans = await tests.FlushAsync();
        Assert.Equal(["action", "function", "task", "synchronously"], spans.Select(span => span.Name));
        Assert.Equal(["one", "two", "three", "four"], spans.Select(span => span.Meta["error.message"]));
        Assert.All(spans, span =>
        {
            Assert.Equal(1UL, span.Error);
            Assert.Equal("System.TimeoutException", span.Meta["error.type"]);
            Assert.Contains(nameof(TracerExtensionsTests), span.Meta["error.stack"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Settings_give_the_parent()
    {
        await using TestTracer tests = new();
        SpanCreationSettings settings = new() { Parent = new SpanContext(7, 8) };
        tests.Tracer.Trace("a", _ => { }, settings);
        await tests.Tracer.Trace("b", _ => Task.CompletedTask, settings);
        Assert.All(await tests.FlushAsync(), span => Assert.Equal((7UL, 8UL), (span.TraceId, span.ParentId)));
    }

    [Fact]
    public async Task Arguments_are_checked_at_once()
    {
        await using TestTracer tests = new();
        Assert.Throws<ArgumentNullException>(() => { tests.Tracer.Trace("a", (Action<ISpan>)null!); });
        Assert.Throws<ArgumentNullException>(() => { tests.Tracer.Trace("a", (Func<ISpan, int>)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = tests.Tracer.Trace("a", (Func<ISpan, Task>)null!); });
        Assert.Throws<ArgumentNullException>(() => { _ = tests.Tracer.Trace("a", (Func<ISpan, Task<int>>)null!); });
        Assert.Throws<ArgumentException>(() => { _ = tests.Tracer.Trace("", _ => Task.FromResult(1)); });
        Assert.Throws<ArgumentNullException>(() => { ((Tracer)null!).Trace("a", _ => 1); });
    }
}
