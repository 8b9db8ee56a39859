using System.Buffers;
using System.Globalization;
using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>Datadog's member of tracestate, <c>s:2;o:rum;p:00f067aa0ba902b7;t.dm:-4</c>: priority, origin, last parent id, propagated tags.</summary>
internal readonly struct DatadogMember
{
    /// <summary>The member's name and the equals sign.</summary>
    internal static ReadOnlySpan<byte> Key => "dd="u8;

    private static readonly SearchValues<char> NameChars = Printable(" ,:;~=");
    private static readonly SearchValues<char> ValueChars = Printable(",;~=");

    private static readonly PropagatedTags UpstreamDecision = PropagatedTags.Empty.With(PropagatedTags.DecisionMaker, "-0");

    private readonly int? priority;
    private readonly string? origin;
    private readonly PropagatedTags? tags;

    private DatadogMember(int? priority, string? origin, ulong? lastParentId, PropagatedTags tags)
    {
        this.priority = priority;
        this.origin = origin;
        this.tags = tags;
        LastParentId = lastParentId;
    }

    internal bool IsPresent => tags is not null;

    internal ulong? LastParentId { get; }

    internal static int MaxLength(TraceLevelState trace)
    {
        var length = "s:-2147483648;o:;p:0123456789abcdef".Length + (trace.Origin?.Length ?? 0);
        foreach (var (name, value) in trace.Tags.AsSpan())
        {
            length += ";t.:".Length + name.Length + value.Length;
        }

        return length;
    }

    /// <summary>Writes the member; without a parent id for the text that an Activity carries, of whose children each has its own.</summary>
    /// <returns>Where the parent id stands.</returns>
    internal static int Write(TraceLevelState trace, ulong? parentId, ref AsciiWriter writer)
    {
        var start = writer.Length;
        var parentIdAt = start;
        if (trace.SamplingPriority is { } priority)
        {
            writer.Append("s:");
            writer.AppendDecimal(priority);
        }

        if (!string.IsNullOrWhiteSpace(trace.Origin))
        {
            Separate(ref writer, start);
            writer.Append("o:");
            writer.AppendReplacing(trace.Origin, ValueChars);
        }

        if (parentId is { } id)
        {
            Separate(ref writer, start);
            writer.Append("p:");
            parentIdAt = writer.Length;
            writer.AppendHex(id);
        }

        foreach (var (name, value) in trace.Tags.AsSpan())
        {
            Separate(ref writer, start);
            writer.Append("t.");
            writer.AppendReplacing(name.AsSpan(PropagatedTags.Prefix.Length), NameChars);
            writer.Append(':');
            writer.AppendReplacing(value, ValueChars);
        }

        return parentIdAt;
    }

    internal static DatadogMember Parse(ReadOnlySpan<byte> member)
    {
        int? priority = null;
        string? origin = null;
        ulong? parentId = null;
        StringBuilder? tags = null;
        while (!member.IsEmpty)
        {
            var item = CarrierReading.TakePart(ref member, (byte)';');
            var colon = item.IndexOf((byte)':');
            if (colon <= 0 || colon == item.Length - 1)
            {
                continue;
            }

            var key = item[..colon];
            var value = item[(colon + 1)..];
            if (key.SequenceEqual("s"u8))
            {
                priority = int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
            }
            else if (key.SequenceEqual("o"u8))
            {
                origin = OriginText.Read(value)?.Replace('~', '=');
            }
            else if (key.SequenceEqual("p"u8))
            {
                parentId = Hex.TryParse(value, out var id) ? id : null;
            }
            else if (key.StartsWith("t."u8) && key.Length > 2 && (tags is null || tags.Length <= PropagatedTagsHeader.MaxLength))
            {
                tags ??= new StringBuilder();
                (tags.Length == 0 ? tags : tags.Append(','))
                    .Append(PropagatedTags.Prefix).Append(OriginText.Printable(key[2..]))
                    .Append('=').Append(OriginText.Printable(value).Replace('~', '='));
            }
        }

        var parsed = tags is null ? PropagatedTags.Empty : PropagatedTagsHeader.Parse(Encoding.UTF8.GetBytes(tags.ToString()), out _);
        return new DatadogMember(priority, origin, parentId, parsed);
    }

    /// <summary>Reads nothing but the last parent id.</summary>
    internal static DatadogMember ParseLastParentId(ReadOnlySpan<byte> member)
    {
        ulong? parentId = null;
        while (!member.IsEmpty)
        {
            var item = CarrierReading.TakePart(ref member, (byte)';');
            if (item.StartsWith("p:"u8) && item.Length > 2)
            {
                parentId = Hex.TryParse(item[2..], out var id) ? id : null;
            }
        }

        return new DatadogMember(null, null, parentId, PropagatedTags.Empty);
    }

    /// <summary>The last parent id in a whole tracestate; null when it names none.</summary>
    internal static ulong? LastParentIdOf(string? traceState)
    {
        if (!CarrierText.TryGetBytes(traceState, stackalloc byte[CarrierText.ScratchLength], out var header))
        {
            return null;
        }

        while (!header.IsEmpty)
        {
            var member = CarrierReading.Trim(CarrierReading.TakePart(ref header, (byte)','));
            if (member.StartsWith(Key))
            {
                return ParseLastParentId(member[Key.Length..]).LastParentId;
            }
        }

        return null;
    }

    /// <summary>
    /// Brings the priority and traceparent's flag to agree, as Datadog's tracers do: the flag wins, and where it decides
    /// the decision is the upstream's (<c>_dd.p.dm=-0</c>) or, for a trace that is not sampled, nobody's.
    /// </summary>
    internal void CopyTo(ref ExtractedContext context, bool sampled)
    {
        context.Origin = origin;
        context.LastParentId = LastParentId ?? 0;
        context.SamplingPriority = sampled == (priority > 0) && priority is not null ? priority : sampled ? 1 : 0;
        context.Tags = (tags, sampled, priority) switch
        {
            (_, true, <= 0) => (tags ?? PropagatedTags.Empty).With(PropagatedTags.DecisionMaker, "-0"),
            (null, true, _) => UpstreamDecision, // no member of ours at all
            (_, false, > 0) => tags?.Without(PropagatedTags.DecisionMaker),
            _ => tags,
        };
    }

    private static void Separate(ref AsciiWriter writer, int start)
    {
        if (writer.Length > start)
        {
            writer.Append(';');
        }
    }

    private static SearchValues<char> Printable(string except) =>
        SearchValues.Create([.. Enumerable.Range(0x20, 0x7F - 0x20).Select(code => (char)code).Where(c => !except.Contains(c))]);
}
