using Waybill.Core.Messaging;
using Waybill.Core.Propagation;
using Waybill.Core.Tests.Support;
using Waybill.Support;

namespace Waybill.Core.Tests.Propagation;

/// <summary>The lines that tell what was written and read.</summary>
public sealed class DiagnosticsTests : IDisposable
{
    private const string Trace = "640cfd8d00000000abcdefab12345678";
    private const string OfDatadog = $"trace {Trace}, span 000000000000002a, priority 2";

    private static readonly (string, string?)[] Datadog =
    [
        ("x-datadog-trace-id", "12379814468735227512"),
        ("x-datadog-parent-id", "42"),
        ("x-datadog-sampling-priority", "2"),
        ("x-datadog-tags", "_dd.p.tid=640cfd8d00000000"),
    ];

    private readonly ContextLines lines = new();

    public void Dispose() => lines.Dispose();

    [Fact]
    public void An_injection_tells_what_was_written()
    {
        var context = Context(("baggage", "account.id=secret"));
        Headers.Inject(context, Settings.Of(PropagationStyle.Datadog, PropagationStyle.B3Multi, PropagationStyle.B3Single, PropagationStyle.XRay, PropagationStyle.Baggage));

        Assert.Equal([$"inject Writer: wrote datadog, b3multi, b3, xray, baggage; {OfDatadog}"], lines.All);
    }

    [Fact]
    public void An_injection_tells_why_nothing_was_written()
    {
        Headers.Inject(Context(), Settings.Of(settings => settings.Inject = []));
        Assert.StartsWith("inject Writer: nothing written: no format is asked for (DD_TRACE_PROPAGATION_STYLE_INJECT)", Assert.Single(lines.All), StringComparison.Ordinal);
    }

    [Fact]
    public void An_injection_tells_what_was_too_long()
    {
        Headers.Inject(Context(), Settings.Of(settings => settings.MaxTagsLength = 10));
        Assert.Equal(
            [$"inject Writer: wrote datadog, tracecontext without x-datadog-tags, which would be too long (DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH); {OfDatadog}"],
            lines.All);
    }

    [Fact]
    public void A_setter_or_getter_that_throws_is_told()
    {
        new SpanContextInjector(Settings.Of(PropagationStyle.B3Single)).Inject("carrier", (_, _, _) => throw new NotSupportedException("secret"), Context());
        new SpanContextExtractor(Settings.Of(PropagationStyle.B3Single)).Extract("carrier", (_, _) => throw new NotSupportedException("secret"));

        Assert.Equal("inject String: b3 is left out: the setter threw NotSupportedException", lines.All[0]);
        Assert.Contains("extract String: b3 is passed over: the getter threw NotSupportedException", lines.All);
        Assert.DoesNotContain(lines.All, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData($"00-{Trace}-000000000000002a-01", "tracecontext has the same trace")]
    [InlineData($"00-{Trace}-000000000000002b-01", "tracecontext has the same trace and a later span, 000000000000002b, which becomes the parent")]
    [InlineData("00-11111111111111111111111111111111-000000000000002b-01", "tracecontext has another trace and becomes a link: trace 11111111111111111111111111111111, span 000000000000002b, priority 1")]
    [InlineData("01", "tracecontext cannot be read: traceparent is \"01\"")]
    [InlineData("a\"b\\\n", "tracecontext cannot be read: traceparent is \"a\\\"b\\\\\\u000a\"")]
    public void An_extraction_tells_who_counts_and_who_lost(string traceparent, string outcome)
    {
        new Headers([.. Datadog, ("traceparent", traceparent)]).Extract(Settings.Of());
        Assert.Equal([$"extract Reader: datadog counts: {OfDatadog}; {outcome}"], lines.All);
    }

    [Fact]
    public void An_extraction_tells_of_a_format_that_is_not_read()
    {
        new Headers([("b3", "1-2"), ("baggage", "account.id=secret")]).Extract(Settings.Of(PropagationStyle.Datadog, PropagationStyle.Baggage));
        Assert.Equal(
            ["extract Reader: no context in the formats datadog, baggage; baggage of 1 items; b3 is there, and b3 is not read (DD_TRACE_PROPAGATION_STYLE_EXTRACT)"],
            lines.All);
    }

    [Fact]
    public void Baggage_is_never_shown()
    {
        new Headers([("baggage", "secret;;;")]).Extract(Settings.Of());
        Assert.Equal(["extract Reader: no context in the formats datadog, tracecontext, baggage; baggage is there and cannot be read"], lines.All);
    }

    [Fact]
    public void A_long_value_is_cut()
    {
        new Headers([("traceparent", new string('x', 10_000))]).Extract(Settings.Of());
        Assert.EndsWith("; tracecontext cannot be read: traceparent is \"" + new string('x', 100) + "\"... of 10000 bytes", Assert.Single(lines.All), StringComparison.Ordinal);
    }

    [Fact]
    public void An_extraction_tells_what_the_settings_make_of_it()
    {
        new Headers([.. Datadog, ("traceparent", "x")]).Extract(Settings.Of(settings => settings.ExtractFirst = true));
        new Headers(Datadog).Extract(Settings.Of(settings => settings.Behavior = ExtractBehavior.Restart));
        new Headers(Datadog).Extract(Settings.Of(settings => settings.Behavior = ExtractBehavior.Ignore));

        Assert.Equal(
            [
                $"extract Reader: datadog counts: {OfDatadog}; tracecontext is not looked at (DD_TRACE_PROPAGATION_EXTRACT_FIRST)",
                $"extract Reader: datadog counts: {OfDatadog}; a new trace begins with a link to it, because DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT is restart",
                "extract Reader: nothing is read: DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT is ignore",
            ],
            lines.All);
    }

    [Fact]
    public void Off_it_allocates_nothing()
    {
        lines.Dispose();
        SpanContextInjector injector = new(Settings.Of(PropagationStyle.Datadog, PropagationStyle.B3Single));
        SpanContextExtractor extractor = new(Settings.Of(PropagationStyle.Datadog, PropagationStyle.TraceContext));
        var context = Context();
        var template = SpanTemplate.Create(MessageTracingOptions.Default, new("kafka", "send", "send", "orders"), []);
        Nowhere writer = default;
        Nothing reader = default;

        Assert.Equal(0, Allocated(() => injector.Inject(ref writer, context.TraceId128, context.SpanId, context.Trace, default, template.Subject)));
        Assert.Equal(0, Allocated(() => extractor.Extract(ref reader, template.Subject)));
        Assert.Equal(0, Allocated(() => extractor.Extract(ref reader)));
        Assert.Equal(0, Allocated(() => template.AllowsInjection()));

        using ContextLines on = new();
        Assert.NotEqual(0, Allocated(() => extractor.Extract(ref reader, template.Subject)));
    }

    private static long Allocated(Action action)
    {
        action();
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static SpanContext Context(params (string, string?)[] more)
    {
        Headers.Reader reader = new(new Headers([.. Datadog, .. more]));
        return new SpanContextExtractor(Settings.Of(PropagationStyle.Datadog, PropagationStyle.Baggage)).Extract(ref reader, subject: null)!;
    }

    private readonly struct Nowhere : ICarrierWriter
    {
        public static bool KeepsArrays => true;

        public void Write(string name, ReadOnlySpan<byte> value)
        {
        }

        public void WriteShared(string name, byte[] value)
        {
        }
    }

    private readonly struct Nothing : ICarrierReader
    {
        public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
        {
            value = default;
            return false;
        }
    }
}
