using System.Diagnostics;
using Waybill.Core.Export.Mapping;
using Waybill.Core.Messaging;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Encoders;

/// <summary>
/// What spans of one kind have in common, encoded: the names of their tags, and what Datadog calls them. It follows the spans: of one that is like the
/// last, it only finds that nothing has changed, by comparing references.
/// </summary>
/// <param name="defaultService">The service of spans that name none.</param>
/// <param name="names">Room for the names of a span, shared by all shapes.</param>
internal sealed class SpanShape(string defaultService, SpanNames names)
{
    /// <summary>Bytes and characters: a shape that takes more is not worth its memory.</summary>
    private const int MaxSize = 8192;

    private readonly MessagePackWriter fields = new(capacity: 256);
    private readonly MessagePackWriter origin = new(capacity: 64);
    private bool isCurrent;
    private ulong asked;
    private string? operationName;
    private string? displayName;
    private string? source;
    private ActivityKind kind;

    /// <summary>The fields <c>name</c>, <c>resource</c>, <c>service</c> and <c>type</c>, keys included.</summary>
    internal ReadOnlySpan<byte> Fields => fields.Written;

    /// <summary>The tags that say what made it: <c>span.kind</c>, <c>component</c> and, of SQS, the service.</summary>
    internal ReadOnlySpan<byte> Origin => origin.Written;

    /// <summary>How many tags are in <see cref="Origin"/>.</summary>
    internal int OriginCount { get; private set; }

    internal KnownTags Tags { get; } = new();

    internal string Service { get; private set; } = "";

    /// <summary>The broker's system where the span is one of messages; else null.</summary>
    internal string? MessagingSystem { get; private set; }

    internal bool IsSmall => Tags.Size + fields.Length + operationName!.Length + displayName!.Length <= MaxSize;

    /// <summary>Makes it the shape of a span that has the same tags, but for values that vary.</summary>
    /// <returns>False when it has others.</returns>
    internal bool TryFollow(Activity span)
    {
        var difference = isCurrent ? Tags.Compare(span) : KnownTags.Difference.Tags;
        if (difference == KnownTags.Difference.Tags)
        {
            return false;
        }

        if (difference == KnownTags.Difference.Names || span.Kind != kind || !IsSame(operationName, span.OperationName)
            || !IsSame(displayName, span.DisplayName) || !IsSame(source, span.Source.Name))
        {
            Read(new ActivityTags(span, Tags.Names), areTagsKnown: true);
        }

        return true;
    }

    /// <summary>Makes it the shape of any span.</summary>
    internal void Learn(Activity span) => Read(new ActivityTags(span, ActivityTags.NamesOf(span)), areTagsKnown: false);

    private static bool IsSame(string? known, string? text) => ReferenceEquals(known, text) || (known is not null && known == text);

    private void Read(ActivityTags tags, bool areTagsKnown)
    {
        isCurrent = false; // until all is read
        var span = tags.Activity;
        var (askedBefore, systemBefore) = (asked, MessagingSystem);
        DatadogNames.Read(ref tags, names);
        Service = tags.Text(SpanTags.ServiceName) ?? defaultService;
        MessagingSystem = names.MessagingSystem;
        asked = tags.Asked;
        (operationName, displayName) = (span.OperationName, span.DisplayName);
        EncodeFields();
        if (span.Kind != kind || MessagingSystem != systemBefore || !IsSame(source, span.Source.Name))
        {
            (kind, source) = (span.Kind, span.Source.Name);
            EncodeOrigin();
        }

        if (!areTagsKnown || asked != askedBefore || MessagingSystem != systemBefore)
        {
            Tags.Learn(span, asked, MessagingSystem);
        }

        isCurrent = true;
    }

    private void EncodeFields()
    {
        fields.Truncate(0);
        fields.WriteKey("name"u8);
        fields.WriteString(TextLimits.Cut(names.Operation, TextLimits.Name));
        fields.WriteKey("resource"u8);
        if (names.ResourceLength <= TextLimits.Resource)
        {
            fields.WriteResource(names);
        }
        else
        {
            fields.WriteString(TextLimits.Cut(names.Resource, TextLimits.Resource));
        }

        fields.WriteKey("service"u8);
        fields.WriteString(TextLimits.Cut(Service, TextLimits.Name));
        fields.WriteKey("type"u8);
        if (names.Type is null)
        {
            fields.WriteNil();
        }
        else
        {
            fields.WriteString(TextLimits.Cut(names.Type, TextLimits.Name));
        }
    }

    private void EncodeOrigin()
    {
        origin.Truncate(0);
        OriginCount = 0;
        if (kind != ActivityKind.Internal)
        {
            origin.WriteKey("span.kind"u8);
            origin.WriteKey(kind switch
            {
                ActivityKind.Server => "server"u8,
                ActivityKind.Client => "client"u8,
                ActivityKind.Producer => "producer"u8,
                _ => "consumer"u8,
            });
            OriginCount++;
        }

        OriginCount += TagWriter.Write(origin, "component", DatadogTags.ComponentOf(MessagingSystem) ?? source);
        OriginCount += MessagingSystem == MessagingSystems.Sqs ? SqsTags.WriteService(origin) : 0;
    }
}
