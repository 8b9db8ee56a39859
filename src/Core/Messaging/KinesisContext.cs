using Waybill.Core.Messaging;

namespace Waybill.Core;

/// <summary>Carries the context through Kinesis, in the data of each record: for any SDK, because it needs none.</summary>
/// <remarks>
/// The carrier is the last member, an object named <c>_datadog</c>, of data that is a JSON object, as Datadog's tracers write it. Unlike them this
/// is for each record of a batch.
/// </remarks>
/// <example><code>record.Data = new MemoryStream(KinesisContext.Inject(json));</code></example>
public static class KinesisContext
{
    /// <summary>The most bytes of data with its context: 1,048,576.</summary>
    public const int MaxDataSize = 1024 * 1024;

    /// <summary>
    /// Puts the current span's context into a record's data, in place of one that is there. Of that one stays what there is nothing new for: its
    /// baggage, or, when there is only baggage, its trace.
    /// </summary>
    /// <param name="data">The data: UTF-8 of a JSON object.</param>
    /// <returns>
    /// New data; <paramref name="data"/> itself when there is no context, when it is no JSON object, or when it would be over
    /// <see cref="MaxDataSize"/>. The latter two are counted in <c>waybill.injection.skipped</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException">The data are null.</exception>
    public static byte[] Inject(byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (ContextJson.Write(span: null, ContextEnvelope.ReaderOfObject(data), MessagingSystems.Kinesis) is not { } context)
        {
            return data;
        }

        var with = EmbeddedContext.SetIn(data, context);
        if (with is null or { Length: > MaxDataSize })
        {
            MessagingMeter.InjectionSkipped(MessagingSystems.Kinesis, with is null ? SkipReason.NotAnObject : SkipReason.SizeLimit);
            return data;
        }

        return with;
    }

    /// <summary>Reads the context from a record's data.</summary>
    /// <param name="data">The data. Above <see cref="MaxDataSize"/> they are not looked at.</param>
    /// <returns>Null when there is none that can be read. Broken data never throw.</returns>
    public static SpanContext? Extract(ReadOnlySpan<byte> data) => data.Length > MaxDataSize ? null : ContextEnvelope.ReadObject(data);
}
