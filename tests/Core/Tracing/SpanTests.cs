using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

public class SpanTests
{
    [Fact]
    public async Task Fields_are_as_they_were_set()
    {
        await using TestTracer tests = new();
        using (var scope = tests.Tracer.StartActive("a"))
        {
            var span = scope.Span;
            Assert.Equal(("a", "a", null, null, false), (span.OperationName, span.ResourceName, span.ServiceName, span.Type, span.Error));
            (span.OperationName, span.ResourceName, span.ServiceName, span.Type, span.Error) = ("op", "res", "svc", "web", true);
            Assert.Equal(("op", "res", "svc", "web", true), (span.OperationName, span.ResourceName, span.ServiceName, span.Type, span.Error));
        }

        var sent = await tests.FlushOneAsync();
        Assert.Equal(("op", "res", "svc", "web", 1UL), (sent.Name, sent.Resource, sent.Service, sent.Type, sent.Error));
        Assert.DoesNotContain(sent.Meta.Keys, key => key is "operation.name" or "resource.name" or "service.name" or "span.type");
    }

    [Fact]
    public async Task Fields_are_those_of_the_tracer_by_default()
    {
        await using TestTracer tests = new();
        tests.Tracer.StartActive("a").Close();
        var sent = await tests.FlushOneAsync();
        Assert.Equal(("a", "a", "tests", null, null), (sent.Name, sent.Resource, sent.Service, sent.Type, sent.Error));
    }

    [Fact]
    public async Task Resource_is_the_operation_unless_it_is_set()
    {
        await using TestTracer tests = new();
        using (var scope = tests.Tracer.StartActive("a"))
        {
            scope.Span.OperationName = "b";
            Assert.Equal("b", scope.Span.ResourceName);
        }

        var sent = await tests.FlushOneAsync();
        Assert.Equal(("b", "b"), (sent.Name, sent.Resource));
    }

    [Theory]
    [InlineData("http.request.method", "GET")]
    [InlineData("messaging.system", "kafka")]
    public async Task Resource_that_is_set_goes_before_the_one_of_the_conventions(string tag, string value)
    {
        await using TestTracer tests = new();
        using (TestTracer.Source.StartActivity("a")!.SetTag(tag, value).SetTag("messaging.operation.type", "send"))
        {
            var span = tests.Tracer.ActiveScope!.Span;
            span.ResourceName = "mine";
            Assert.Equal("mine", span.ResourceName);
        }

        Assert.Equal("mine", (await tests.FlushOneAsync()).Resource);
    }

    [Fact]
    public async Task Error_can_be_taken_back()
    {
        await using TestTracer tests = new();
        using (var scope = tests.Tracer.StartActive("a"))
        {
            scope.Span.Error = true;
            scope.Span.Error = false;
        }

        Assert.Null((await tests.FlushOneAsync()).Error);
    }

    [Fact]
    public async Task Tags_can_be_set_read_replaced_and_removed()
    {
        await using TestTracer tests = new();
        using (var scope = tests.Tracer.StartActive("a"))
        {
            var span = scope.Span.SetTag("a", "1").SetTag("a", "2").SetTag("b", "3").SetTag("b", null);
            Assert.Equal(("2", null, null), (span.GetTag("a"), span.GetTag("b"), span.GetTag("c")));
        }

        var meta = (await tests.FlushOneAsync()).Meta;
        Assert.Equal("2", meta["a"]);
        Assert.DoesNotContain("b", meta.Keys);
    }

    [Fact]
    public async Task Ids_are_those_of_the_context_and_of_the_payload()
    {
        await using TestTracer tests = new();
        var scope = tests.Tracer.StartActive("a");
        var context = (SpanContext)scope.Span.Context;
        Assert.Equal((scope.Span.TraceId, scope.Span.SpanId, false), (context.TraceId, context.SpanId, context.IsRemote));
        Assert.Equal(SamplingPriority.AutoKeep, context.SamplingPriority);
        scope.Close();

        var sent = await tests.FlushOneAsync();
        Assert.Equal((context.TraceId, context.SpanId), (sent.TraceId, sent.SpanId));
        Assert.Equal(context.TraceId128.Upper.ToString("x16"), sent.Meta["_dd.p.tid"]);
        Assert.Equal("-0", sent.Meta["_dd.p.dm"]);
    }

    [Fact]
    public async Task Ends_at_the_given_time_and_only_once()
    {
        await using TestTracer tests = new();
        var start = DateTimeOffset.UtcNow;
        var scope = tests.Tracer.StartActive("a", new SpanCreationSettings { StartTime = start });
        scope.Span.Finish(start.AddSeconds(2));
        scope.Span.Finish(start.AddSeconds(9));
        scope.Span.Finish();
        scope.Dispose();
        Assert.Equal(2_000_000_000UL, (await tests.FlushOneAsync()).Duration);
    }

    [Fact]
    public async Task Never_ends_before_it_began()
    {
        await using TestTracer tests = new();
        var scope = tests.Tracer.StartActive("a");
        scope.Span.Finish(DateTimeOffset.UtcNow.AddHours(-1));
        scope.Close();
        Assert.InRange((await tests.FlushOneAsync()).Duration, 0UL, 100UL);
    }

    [Fact]
    public async Task An_exception_is_told_in_error_tags()
    {
        await using TestTracer tests = new();
        using (var scope = tests.Tracer.StartActive("a"))
        {
            try
            {
                throw new InvalidOperationException("no stock");
            }
            catch (InvalidOperationException exception)
            {
                scope.Span.SetException(new AggregateException(new AggregateException(exception), new FormatException()));
            }
        }

        var sent = await tests.FlushOneAsync();
        Assert.Equal(1UL, sent.Error);
        Assert.Equal(("System.InvalidOperationException", "no stock"), (sent.Meta["error.type"], sent.Meta["error.message"]));
        Assert.Contains(nameof(An_exception_is_told_in_error_tags), sent.Meta["error.stack"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_null_exception_is_refused()
    {
        await using TestTracer tests = new();
        using var scope = tests.Tracer.StartActive("a");
        Assert.Throws<ArgumentNullException>(() => scope.Span.SetException(null!));
    }
}
