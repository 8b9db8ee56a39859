using System.Diagnostics;
using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using Waybill.Core;
using Waybill.Core.Configuration;
using Waybill.Core.Propagation;
using Waybill.Core.Tracing;

namespace Waybill.Adapters.Sqs;

/// <summary>The system attribute <c>AWSTraceHeader</c>: the context in X-Ray's form.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-message-system-attributes</remarks>
internal static class TraceHeader
{
    private static volatile SpanContextExtractor? extractor;
    private static volatile PropagationSettings? extractorSettings;

    private static string Name => MessageSystemAttributeName.AWSTraceHeader.Value;

    /// <summary>A new map with the header; null when there is no context, or the caller has set the header itself.</summary>
    internal static Dictionary<string, MessageSystemAttributeValue>? AddTo(
        Dictionary<string, MessageSystemAttributeValue>? attributes, Activity? span)
    {
        if (attributes?.ContainsKey(Name) == true || Context(span) is not { TraceId128.IsZero: false, SpanId: not 0 } context)
        {
            return null;
        }

        Span<byte> text = stackalloc byte[XRayFormat.Length];
        XRayFormat.Write(context.TraceId128, context.SpanId, context.Trace, text);
        return new(attributes ?? []) { [Name] = new() { DataType = "String", StringValue = Encoding.ASCII.GetString(text) } };
    }

    /// <summary>The context in a received message's header; none while the program reads no format at all.</summary>
    internal static SpanContext? Read(Dictionary<string, string>? attributes, string? subject = null)
    {
        var settings = PropagationDefaults.Settings;
        if (attributes?.TryGetValue(Name, out var text) != true || settings.Extract.Count == 0)
        {
            return null;
        }

        Reader reader = new(text);
        return Extractor(settings).Extract(ref reader, subject is null ? null : subject + ", AWSTraceHeader");
    }

    private static SpanContext? Context(Activity? span) => span is null && AmbientContext.Current is { } ambient ? ambient
        : (span ?? Activity.Current) is { IdFormat: ActivityIdFormat.W3C } activity ? ActivityState.ContextOf(activity)
        : null;

    /// <summary>For X-Ray alone, whatever other formats are read; what is done with a context is as the program says.</summary>
    private static SpanContextExtractor Extractor(PropagationSettings settings)
    {
        if (extractor is not { } known || extractorSettings != settings)
        {
            EnvironmentReader nothing = new(_ => null, _ => { });
            known = new(new PropagationSettings(nothing) { Extract = [PropagationStyle.XRay], Behavior = settings.Behavior });
            extractor = known;
            extractorSettings = settings;
        }

        return known;
    }

    private readonly struct Reader(string? header) : ICarrierReader
    {
        public bool TryRead(string name, int index, Span<byte> scratch, out ReadOnlySpan<byte> value)
        {
            value = default;
            return index == 0 && CarrierText.TryGetBytes(header, scratch, out value);
        }
    }
}
