using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Propagation;

public class CustomFormatsTests
{
    [Fact]
    public void Is_written_after_the_others_and_read_after_them()
    {
        var settings = Of(new Format("mine"));
        var sent = Headers.Inject(new SpanContext(7, 8, SamplingPriority.UserKeep), settings);
        Assert.Equal(
            ["x-datadog-trace-id", "x-datadog-parent-id", "x-datadog-sampling-priority", "traceparent", "tracestate", "x-mine"], sent.Names);
        Assert.Equal("7/8", sent["x-mine"]);

        var alone = new Headers([("x-mine", ""), ("x-mine", "3/4")]).Extract(settings)!;
        Assert.Equal((3UL, 4UL, SamplingPriority.AutoKeep, true), (alone.TraceId, alone.SpanId, alone.SamplingPriority, alone.IsRemote));

        var behind = new Headers([("x-datadog-trace-id", "1"), ("x-mine", "3/4")]).Extract(settings)!;
        Assert.Equal(1UL, behind.TraceId);
        var link = Assert.Single(behind.Links);
        Assert.Equal(3UL, link.Context.TraceId);
        Assert.Equal([new("reason", "terminated_context"), new("context_headers", "mine")], link.Attributes);
    }

    [Fact]
    public void Of_the_same_trace_it_adds_nothing()
    {
        var context = new Headers([("x-datadog-trace-id", "3"), ("x-datadog-parent-id", "5"), ("x-mine", "3/4")]).Extract(Of(new Format("mine")))!;
        Assert.Equal(5UL, context.SpanId);
        Assert.Empty(context.Links);
    }

    [Fact]
    public void Has_the_behaviours_of_the_others()
    {
        Headers headers = new([("x-mine", "3/4")]);
        Headers two = new([("x-datadog-trace-id", "1"), ("x-mine", "3/4")]);
        Assert.Null(headers.Extract(Of(settings => settings.Behavior = ExtractBehavior.Ignore)));
        Assert.Equal(new("context_headers", "mine"), headers.Extract(Of(settings => settings.Behavior = ExtractBehavior.Restart))!.Links[0].Attributes[1]);
        Assert.Empty(two.Extract(Of(settings => settings.ExtractFirst = true))!.Links);
    }

    [Fact]
    public void One_that_throws_costs_its_headers_only()
    {
        var settings = Of(new Throwing(), new Format("mine"));
        Assert.Equal(["x-mine"], Headers.Inject(new SpanContext(7, 8), settings).Names.Where(name => name.StartsWith("x-m", StringComparison.Ordinal)));
        Assert.DoesNotContain("x-half", Headers.Inject(new SpanContext(7, 8), settings).Names);
        Assert.Equal(3UL, new Headers([("x-mine", "3/4")]).Extract(settings)!.TraceId);
    }

    [Theory]
    [InlineData("0/4")]
    [InlineData("none")]
    public void What_is_no_context_is_none(string header) => Assert.Null(new Headers([("x-mine", header)]).Extract(Of(new Format("mine"))));

    [Fact]
    public void A_value_of_other_characters_goes_as_UTF_8_and_comes_back()
    {
        var sent = Headers.Inject(new SpanContext(7, 8), Of(new Format("mine") { Suffix = "\u00e9" }));
        Assert.Equal("7/8\u00e9", sent["x-mine"]);
    }

    [Fact]
    public void Without_a_trace_it_is_not_asked() =>
        Assert.Empty(Headers.Inject(SpanContext.None, Of(new Format("mine"))));

    [Fact]
    public void Is_written_alone_when_no_other_format_is_configured()
    {
        var settings = Of(settings => settings.Inject = settings.Extract = []);
        Assert.Equal(["x-mine"], Headers.Inject(new SpanContext(7, 8), settings).Names);
        Assert.Equal(3UL, new Headers([("x-mine", "3/4"), ("x-datadog-trace-id", "1")]).Extract(settings)!.TraceId);
    }

    private static PropagationSettings Of(params IPropagationFormat[] formats) => Settings.Of(settings => settings.CustomFormats = formats);

    private static PropagationSettings Of(Action<PropagationSettings> configure)
    {
        var settings = Of(new Format("mine"));
        configure(settings);
        return settings;
    }

    private sealed class Format(string name) : IPropagationFormat
    {
        public string Name => name;

        public string Suffix { get; init; } = "";

        public void Inject(SpanContext context, Action<string, string> set)
        {
            ArgumentNullException.ThrowIfNull(context);
            ArgumentNullException.ThrowIfNull(set);
            set("x-" + name, FormattableString.Invariant($"{context.TraceId}/{context.SpanId}{Suffix}"));
        }

        public SpanContext? Extract(Func<string, string?> get)
        {
            ArgumentNullException.ThrowIfNull(get);
            Assert.Null(get("x-not-there"));
            return get("x-" + name)?.Split('/') is [var traceId, var spanId] && ulong.TryParse(traceId, out var id)
                ? new SpanContext(new TraceId128(0, id), ulong.Parse(spanId, null), new Core.Propagation.TraceLevelState { SamplingPriority = 1 })
                : null;
        }
    }

    private sealed class Throwing : IPropagationFormat
    {
        public string Name => throw new InvalidOperationException("no name");

        public void Inject(SpanContext context, Action<string, string> set)
        {
            ArgumentNullException.ThrowIfNull(set);
            set("x-half", "1");
            throw new InvalidOperationException("half way");
        }

        public SpanContext? Extract(Func<string, string?> get) => throw new InvalidOperationException("not here");
    }
}
