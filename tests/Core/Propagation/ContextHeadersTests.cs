using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class ContextHeadersTests
{
    private static readonly SpanContext Context = new(new TraceId128(1, 2), 3, new TraceLevelState { SamplingPriority = 1, Origin = "rum" })
    {
        IsRemote = true,
        Baggage = Baggage.Create([new("a", "b")]),
    };

    [Fact]
    public void Are_exactly_what_all_formats_write_and_what_else_B3_has()
    {
        var names = Headers.Inject(Context, Settings.Of(Enum.GetValues<PropagationStyle>())).Names.ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Contains("baggage", names);
        Assert.Equal(ContextHeaders.All.Order(), names.Except(["baggage"]).Concat(["x-b3-flags", "x-b3-parentspanid"]).Order());
    }

    [Theory]
    [InlineData("baggage")] // a message keeps its own
    [InlineData("X-Datadog-Trace-Id")] // another header, for a broker
    public void Are_not(string name) => Assert.DoesNotContain(name, ContextHeaders.All.AsEnumerable());
}
