using Waybill.Core.Configuration;
using Waybill.Core.Propagation;

namespace Waybill.Core;

/// <summary>Which formats are written and read, and within which limits. What is set in code goes before the environment.</summary>
public sealed class PropagationSettings
{
    private PropagationStyle[] inject;
    private PropagationStyle[] extract;
    private int maxTagsLength = PropagatedTagsHeader.MaxLength;
    private int baggageMaxItems = 64;
    private int baggageMaxBytes = 8192;

    /// <summary>Settings from the environment variables that Datadog and OpenTelemetry document; each may then be changed in code.</summary>
    public PropagationSettings()
        : this(new EnvironmentReader(StableConfiguration.Around(Environment.GetEnvironmentVariable), message => Console.Error.WriteLine("waybill: " + message)))
    {
    }

    internal PropagationSettings(EnvironmentReader read)
    {
        inject = PropagationStyleNames.Read(read, "DD_TRACE_PROPAGATION_STYLE_INJECT", "DD_PROPAGATION_STYLE_INJECT", "DD_TRACE_PROPAGATION_STYLE");
        extract = PropagationStyleNames.Read(read, "DD_TRACE_PROPAGATION_STYLE_EXTRACT", "DD_PROPAGATION_STYLE_EXTRACT", "DD_TRACE_PROPAGATION_STYLE");
        ExtractFirst = read.Flag("DD_TRACE_PROPAGATION_EXTRACT_FIRST", otherwise: false);
        Behavior = read.Choice("DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT", ExtractBehavior.Continue);
        maxTagsLength = read.Number("DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH", 0, PropagatedTagsHeader.MaxLength, PropagatedTagsHeader.MaxLength);
        baggageMaxItems = read.Number("DD_TRACE_BAGGAGE_MAX_ITEMS", 0, int.MaxValue, 64);
        baggageMaxBytes = read.Number("DD_TRACE_BAGGAGE_MAX_BYTES", 0, CarrierText.MaxLength, 8192);
        BaggageTagKeys =
        [
            .. (read.Raw("DD_TRACE_BAGGAGE_TAG_KEYS") ?? "user.id,session.id,account.id")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
    }

    /// <summary>
    /// The formats that are written, in this order; an empty list writes nothing. <c>DD_TRACE_PROPAGATION_STYLE_INJECT</c>, else
    /// <c>DD_TRACE_PROPAGATION_STYLE</c>, else <c>OTEL_PROPAGATORS</c>, else Datadog, TraceContext, Baggage.
    /// </summary>
    public IReadOnlyList<PropagationStyle> Inject
    {
        get => inject;
        set => inject = [.. value];
    }

    /// <summary>
    /// The formats that are read; the first sound context wins. <c>DD_TRACE_PROPAGATION_STYLE_EXTRACT</c>, else <c>DD_TRACE_PROPAGATION_STYLE</c>,
    /// else <c>OTEL_PROPAGATORS</c>, else Datadog, TraceContext, Baggage.
    /// </summary>
    public IReadOnlyList<PropagationStyle> Extract
    {
        get => extract;
        set => extract = [.. value];
    }

    /// <summary>Formats of your own, written and read after the others. None by default.</summary>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    public IReadOnlyList<IPropagationFormat> CustomFormats
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }
    = [];

    /// <summary>
    /// Whether reading ends with the first sound context, so that nothing is merged or linked; baggage is read all the same.
    /// <c>DD_TRACE_PROPAGATION_EXTRACT_FIRST</c>; false by default.
    /// </summary>
    public bool ExtractFirst { get; set; }

    /// <summary>What is done with a context that came in. <c>DD_TRACE_PROPAGATION_BEHAVIOR_EXTRACT</c>; <see cref="ExtractBehavior.Continue"/> by default.</summary>
    public ExtractBehavior Behavior { get; set; }

    /// <summary>
    /// The longest <c>x-datadog-tags</c> that is written, in bytes, from 0 (never) to 512 (the default). <c>DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 512.</exception>
    public int MaxTagsLength
    {
        get => maxTagsLength;
        set => maxTagsLength = InRange(value, PropagatedTagsHeader.MaxLength, nameof(MaxTagsLength));
    }

    /// <summary>The most baggage items that are written or read; 64 by default. <c>DD_TRACE_BAGGAGE_MAX_ITEMS</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int BaggageMaxItems
    {
        get => baggageMaxItems;
        set => baggageMaxItems = InRange(value, int.MaxValue, nameof(BaggageMaxItems));
    }

    /// <summary>The longest <c>baggage</c> header that is written or read, in bytes, up to 16,384; 8,192 by default. <c>DD_TRACE_BAGGAGE_MAX_BYTES</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 16,384.</exception>
    public int BaggageMaxBytes
    {
        get => baggageMaxBytes;
        set => baggageMaxBytes = InRange(value, CarrierText.MaxLength, nameof(BaggageMaxBytes));
    }

    /// <summary>
    /// Names of baggage items that a server span, or a span that the program starts from a context, tells as tags <c>baggage.NAME</c>; a single <c>*</c> is all of them.
    /// <c>DD_TRACE_BAGGAGE_TAG_KEYS</c>; <c>user.id</c>, <c>session.id</c> and <c>account.id</c> by default, none when it is empty.
    /// </summary>
    public IReadOnlyList<string> BaggageTagKeys
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    internal ReadOnlySpan<PropagationStyle> InjectStyles => inject;

    internal ReadOnlySpan<PropagationStyle> ExtractStyles => extract;

    private static int InRange(int value, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
        return value;
    }
}
