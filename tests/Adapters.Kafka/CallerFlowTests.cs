using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class CallerFlowTests : IDisposable
{
    private static readonly DeliveryReport<string, string> Report = new();

    private readonly SpanContext callers = new(1, 2);
    private readonly SpanContext pollers = new(3, 4);

    public void Dispose() => AmbientContext.Restore(null);

    [Fact]
    public void A_handler_has_the_context_of_the_message_that_its_caller_works_on_and_the_poller_keeps_its_own()
    {
        AmbientContext.Enter(callers);
        var caller = CallerFlow.Current;
        AmbientContext.Enter(pollers);
        SpanContext? seen = null;

        CallerFlow.Run<string, string>(caller, _ => seen = AmbientContext.Current, Report);

        Assert.Same(callers, seen);
        Assert.Same(pollers, AmbientContext.Current);
    }

    [Fact]
    public void A_handler_whose_caller_had_none_has_not_the_pollers()
    {
        Assert.Null(CallerFlow.Current);
        AmbientContext.Enter(pollers);
        var seen = pollers;

        Assert.Throws<InvalidOperationException>(() => CallerFlow.Run<string, string>(
            null,
            _ =>
            {
                seen = AmbientContext.Current;
                throw new InvalidOperationException("the handler's own");
            },
            Report));

        Assert.Null(seen);
        Assert.Same(pollers, AmbientContext.Current);
    }
}
