using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Waybill.Core;

namespace Waybill.Hosting;

/// <summary>
/// The ids by which Datadog finds a log line's span, as a scope: <c>dd.trace_id</c> in 32 hexadecimal digits, or in decimal ones where the id has 64 bits;
/// <c>dd.span_id</c> in decimal digits; <c>dd.service</c>, <c>dd.env</c> and <c>dd.version</c>. What is not known is left out.
/// </summary>
/// <remarks>Immutable, because providers may keep it and read it later on another thread. The texts are made when they are read.</remarks>
internal sealed class CorrelationScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const int LowerDigits = 16;

    private readonly KeyValuePair<string, object?>[] service;
    private readonly string? traceHex;
    private readonly string? spanHex;
    private string? traceId;
    private string? spanId;

    /// <param name="settings">What names the service.</param>
    internal CorrelationScope(TracerSettings settings) => service =
    [
        .. new KeyValuePair<string, object?>[] { new("dd.service", settings.ServiceName), new("dd.env", settings.Environment), new("dd.version", settings.ServiceVersion) }
            .Where(item => !string.IsNullOrEmpty(item.Value as string)),
    ];

    private CorrelationScope(CorrelationScope outside, Activity span)
    {
        service = outside.service;
        traceHex = span.TraceId.ToHexString();
        spanHex = span.SpanId.ToHexString();
    }

    public int Count => service.Length + (traceHex is null ? 0 : 2);

    public KeyValuePair<string, object?> this[int index] => (index, traceHex) switch
    {
        (_, null) => service[index],
        (0, _) => new("dd.trace_id", traceId ??= TraceId()),
        (1, _) => new("dd.span_id", spanId ??= Decimal(spanHex)),
        _ => service[index - 2],
    };

    /// <summary>The same service's scope within a span.</summary>
    internal CorrelationScope In(Activity span) => new(this, span);

    /// <summary>The texts of a started Activity's ids are its own, so that references tell it from others without holding it.</summary>
    internal bool IsIn(Activity span) => ReferenceEquals(spanHex, span.SpanId.ToHexString()) && ReferenceEquals(traceHex, span.TraceId.ToHexString());

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <summary>For providers that show scopes as text.</summary>
    public override string ToString()
    {
        DefaultInterpolatedStringHandler text = new(0, 0, CultureInfo.InvariantCulture);
        for (var index = 0; index < Count; index++)
        {
            text.AppendLiteral(index == 0 ? "" : ", ");
            text.AppendLiteral(this[index].Key);
            text.AppendLiteral(":");
            text.AppendFormatted(this[index].Value as string);
        }

        return text.ToStringAndClear();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string TraceId() => traceHex.AsSpan(0, LowerDigits).ContainsAnyExcept('0') ? traceHex! : Decimal(traceHex.AsSpan(LowerDigits));

    private static string Decimal(ReadOnlySpan<char> hex) =>
        ulong.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
