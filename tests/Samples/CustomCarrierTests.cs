using Waybill.LocalAgent.Model;

namespace Waybill.Samples.Tests;

public sealed class CustomCarrierTests(ITestOutputHelper output) : SampleTest(output)
{
    [Fact]
    public async Task Each_message_of_the_socket_is_a_trace_of_its_own()
    {
        var traces = await RunAsync("custom-carrier");

        // The handshake, whose span lasts as long as the connection, and the four messages.
        Assert.Equal(5, traces.Count);
        var handshake = traces[0].Spans;
        Assert.Equal(One(handshake, "till", "http.request").SpanId, One(handshake, "stock", "aspnet_core.request").ParentId);
        AssertMessage(traces[1], "stock.ask", "stock.count", "lamp", error: 0);
        AssertMessage(traces[2], "stock.ask", "stock.count", "chair", error: 0);
        AssertMessage(traces[3], "stock.reserve", "stock.take", "lamp", error: 0);
        AssertMessage(traces[4], "stock.reserve", "stock.take", "chair", error: 1);
        Assert.Contains("till: a lamp: reserved, 2 left\ntill: a chair: no chair left", Said, StringComparison.Ordinal);
    }

    private static void AssertMessage(Trace trace, string operation, string handler, string article, int error)
    {
        Assert.Equal(2, trace.Spans.Count);
        var sent = One(trace.Spans, "till", operation);
        var handled = One(trace.Spans, "stock", handler);
        Assert.Equal((0UL, sent.SpanId), (sent.ParentId, handled.ParentId));
        Assert.Equal(article, handled.Meta["article"]);
        Assert.Equal((error, error), (sent.Error, handled.Error));
    }
}
