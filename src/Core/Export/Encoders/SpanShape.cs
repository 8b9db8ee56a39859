using System.Diagnostics;
using System.Runtime.CompilerServices;
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
    private const int MaxSize = 4096;

    private readonly MessagePackWriter keys = new(capacity: 512);
    private readonly MessagePackWriter fields = new(capacity: 256);
    private readonly MessagePackWriter origin = new(capacity: 64);
    private Tag[] tags = new Tag[16];
    private int count;
    private int countOfLast;
    private ulong asked;
    private bool isCurrent;
    private string? operationName;
    private string? displayName;
    private string? source;
    private ActivityKind kind;

    /// <summary>The fields <c>name</c>, <c>resource</c>, <c>service</c> and <c>type</c>, keys included.</summary>
    internal ReadOnlySpan<byte> Fields => fields.Written;

    /// <summary>The tags <c>span.kind</c> and <c>component</c>, as far as there are any.</summary>
    internal ReadOnlySpan<byte> Origin => origin.Written;

    /// <summary>How many tags are in <see cref="Origin"/>.</summary>
    internal int OriginCount { get; private set; }

    internal string Service { get; private set; } = "";

    /// <summary>The broker's system where the span is one of messages; else null.</summary>
    internal string? MessagingSystem { get; private set; }

    internal bool IsSmall { get; private set; }

    /// <summary>Makes it the shape of this span.</summary>
    internal void Follow(Activity span)
    {
        var index = 0;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            ref readonly var known = ref TagAt(index++, tag.Key);
            if ((known.NameBit & asked) != 0 && !IsSame(known.Text, tag.Value as string))
            {
                isCurrent = false;
            }
        }

        if (!isCurrent || index != countOfLast || span.Kind != kind || !IsSame(operationName, span.OperationName) || !IsSame(displayName, span.DisplayName)
            || !IsSame(source, span.Source.Name))
        {
            Read(span, index);
        }
    }

    /// <summary>What is known of a tag, which is the next one or one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly Tag TagAt(int index, string? key)
    {
        if (index >= count || !ReferenceEquals(tags[index].Key, key))
        {
            Learn(index, key);
        }

        return ref tags[index];
    }

    /// <summary>The encoded name of a tag.</summary>
    internal ReadOnlySpan<byte> KeyOf(in Tag tag) => keys.Written[tag.Start..tag.End];

    private static bool IsSame(string? known, string? text) => ReferenceEquals(known, text) || (known is not null && text is not null && known == text);

    private void Learn(int index, string? key)
    {
        if (index < count && tags[index].Key == key)
        {
            tags[index].Key = key;
            return;
        }

        if (index == tags.Length)
        {
            Array.Resize(ref tags, index * 2);
        }

        var start = index == 0 ? 0 : tags[index - 1].End;
        keys.Truncate(start);
        keys.WriteString(TextLimits.Cut(key, TextLimits.Key));
        tags[index] = new Tag { Key = key, NameBit = ActivityTags.BitOf(key), Form = TagForms.Of(key), Start = start, End = keys.Length };
        count = index + 1; // those behind it would begin elsewhere now
        isCurrent = false;
    }

    private void Read(Activity span, int tagsOfSpan)
    {
        ActivityTags read = new(span);
        DatadogNames.Read(ref read, names);
        Service = read.Text(SpanTags.ServiceName) ?? defaultService;
        MessagingSystem = names.MessagingSystem;
        asked = read.Asked;
        (operationName, displayName, source, kind) = (span.OperationName, span.DisplayName, span.Source.Name, span.Kind);
        EncodeFields();
        EncodeOrigin();

        var size = keys.Length + fields.Length + operationName.Length + displayName.Length;
        var index = 0;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            if (index == count)
            {
                break;
            }

            ref var known = ref tags[index++];
            known.Text = (known.NameBit & asked) != 0 ? tag.Value as string : null;
            size += (known.Key?.Length ?? 0) + (known.Text?.Length ?? 0);
        }

        countOfLast = tagsOfSpan;
        isCurrent = true;
        IsSmall = size <= MaxSize;
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

        OriginCount += TagWriter.Write(origin, "component", MessagingSystem == MessagingSystems.Kafka ? MessagingSystems.Kafka : source);
    }

    /// <summary>What is known of a tag.</summary>
    internal struct Tag
    {
        internal string? Key;

        /// <summary>Its text, where that decides what Datadog calls the span.</summary>
        internal string? Text;
        internal ulong NameBit;
        internal int Start;
        internal int End;
        internal TagForm Form;
    }
}
