using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class ContextHeadersTests
{
    [Fact]
    public void Are_exactly_what_is_injected()
    {
        SpanContext context = new(new TraceId128(1, 2), 3, new TraceLevelState { SamplingPriority = 1, Origin = "rum" });
        Assert.Equal(ContextHeaders.All.Order(), Headers.Inject(context).Names.Order());
    }
}
