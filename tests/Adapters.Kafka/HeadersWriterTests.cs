using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Propagation;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class HeadersWriterTests
{
    [Fact]
    public void Without_a_write_there_is_no_copy() => Assert.Null(new HeadersWriter([]).Copy);

    [Fact]
    public void The_copy_has_the_callers_headers_without_those_of_an_earlier_context_and_the_original_stays()
    {
        var original = HeaderText.OldContext();
        original.Add("kind", null);
        var before = HeaderText.Of(original);
        HeadersWriter writer = new(original);

        writer.Write("traceparent", "new"u8);

        Assert.Equal(["kind=order", "kind=null", "traceparent=new"], HeaderText.Of(writer.Copy!));
        Assert.Equal(before, HeaderText.Of(original));
    }

    [Fact]
    public void A_message_without_headers_gets_some()
    {
        HeadersWriter writer = new(null);
        writer.Write("traceparent", "new"u8);
        Assert.Equal(["traceparent=new"], HeaderText.Of(writer.Copy!));
    }

    [Fact]
    public void A_header_that_differs_in_case_is_the_callers()
    {
        HeadersWriter writer = new(new Headers { { "TraceParent", [65] } });
        writer.Write("traceparent", "new"u8);
        Assert.Equal(["TraceParent=A", "traceparent=new"], HeaderText.Of(writer.Copy!));
    }

    [Fact]
    public void Every_header_that_a_format_writes_is_known_as_a_context_header()
    {
        HeadersReader reader = new(HeaderText.OldContext());
        var context = new SpanContextExtractor().Extract(ref reader)!;
        HeadersWriter writer = new(null);

        new SpanContextInjector().Inject(ref writer, context);

        Assert.Equal(7, writer.Copy!.Count);
        Assert.All(writer.Copy, header => Assert.True(ContextHeaders.All.Contains(header.Key), header.Key));
    }
}
