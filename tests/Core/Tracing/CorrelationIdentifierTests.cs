using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Tracing;

public class CorrelationIdentifierTests
{
    [Fact]
    public async Task Names_the_active_span_and_the_service()
    {
        await using TestTracer tests = new(configure: settings => settings.Environment = "prod");
        Assert.Equal((0UL, 0UL), (CorrelationIdentifier.TraceId, CorrelationIdentifier.SpanId));
        using var scope = tests.Tracer.StartActive("a");
        Assert.Equal((scope.Span.TraceId, scope.Span.SpanId), (CorrelationIdentifier.TraceId, CorrelationIdentifier.SpanId));
        Assert.Equal(("tests", "prod", ""), (CorrelationIdentifier.Service, CorrelationIdentifier.Env, CorrelationIdentifier.Version));
    }
}
