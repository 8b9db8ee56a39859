namespace Waybill.Core.Propagation;

/// <summary>Hands headers on to a carrier and notes their names, for <see cref="ContextLog"/>.</summary>
internal struct InjectionNotes<TWriter>(TWriter carrier) : ICarrierWriter
    where TWriter : struct, ICarrierWriter
{
    private readonly List<string> formats = [];

    private bool hasTags;

    public static bool KeepsArrays => TWriter.KeepsArrays;

    /// <summary>The carrier as it is now.</summary>
    internal TWriter Carrier = carrier;

    public void Write(string name, ReadOnlySpan<byte> value)
    {
        Note(name);
        Carrier.Write(name, value);
    }

    public void WriteShared(string name, byte[] value)
    {
        Note(name);
        Carrier.WriteShared(name, value);
    }

    internal readonly void Tell(ContextLog log, string? subject, ReadOnlySpan<PropagationStyle> styles, TraceId128 traceId, ulong spanId, TraceLevelState trace)
    {
        var written = formats.Count > 0 ? "wrote " + string.Join(", ", formats)
            : styles.IsEmpty ? "nothing written: no format is asked for (DD_TRACE_PROPAGATION_STYLE_INJECT)"
            : "nothing written: no format has anything to say";
        var tags = formats.Contains("datadog") && !hasTags && (traceId.Upper != 0 || trace.Tags != PropagatedTags.Empty)
            ? $" without {DatadogFormat.Tags}, which would be too long (DD_TRACE_X_DATADOG_TAGS_MAX_LENGTH)" : "";
        log.Tell("inject", subject ?? typeof(TWriter).Name, $"{written}{tags}; {ContextText.Of(traceId, spanId, trace.SamplingPriority)}");
    }

    private void Note(string name)
    {
        hasTags |= name == DatadogFormat.Tags;
        var format = ContextText.FormatOf(name);
        if (!formats.Contains(format))
        {
            formats.Add(format);
        }
    }
}
