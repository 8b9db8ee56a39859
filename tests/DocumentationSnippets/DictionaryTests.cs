using Waybill.Core;

namespace Waybill.DocumentationSnippets.Tests;

/// <summary>The overloads for headers that are a dictionary of strings.</summary>
public sealed class DictionaryTests(RunningTracer tracer)
{
    [Fact]
    public void Headers_of_a_dictionary()
    {
        Dictionary<string, string> headers = new() { ["mine"] = "stays", ["traceparent"] = "of an earlier context" };
        tracer.SendAndReceive(
            () => new SpanContextInjector().Inject(headers, Tracer.Instance.ActiveScope!.Span.Context),
            process =>
            {
                var parent = new SpanContextExtractor().Extract(headers);
                using var scope = Tracer.Instance.StartActive("handle", new SpanCreationSettings { Parent = parent });
                process();
            },
            "handle");
        Assert.Equal("stays", headers["mine"]);
        Assert.StartsWith("00-", headers["traceparent"], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_compare_as_the_dictionary_compares_them()
    {
        const string Value = "00-640cfd8d0000000000000000499602d2-000000003ade68b1-01";
        SpanContextExtractor extractor = new();
        Assert.Null(extractor.Extract(new Dictionary<string, string> { ["TraceParent"] = Value }));
        Assert.NotNull(extractor.Extract(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["TraceParent"] = Value }));
    }

    [Fact]
    public void Null_values_and_a_dictionary_that_takes_nothing_cost_the_headers_only()
    {
        Assert.Null(new SpanContextExtractor().Extract(new Dictionary<string, string> { ["traceparent"] = null! }));
        new SpanContextInjector().Inject(new Dictionary<string, string>().AsReadOnly(), new SpanContext(1, 2));
    }

    [Fact]
    public void Null_arguments_throw()
    {
        Assert.Throws<ArgumentNullException>("headers", () => new SpanContextInjector().Inject(null!, new SpanContext(1, 2)));
        Assert.Throws<ArgumentNullException>("context", () => new SpanContextInjector().Inject(new Dictionary<string, string>(), null!));
        Assert.Throws<ArgumentNullException>("headers", () => new SpanContextExtractor().Extract(null!));
    }
}
