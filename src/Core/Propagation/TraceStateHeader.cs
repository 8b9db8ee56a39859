using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>The whole <c>tracestate</c>: our <c>dd</c> member first, then the members of others as they came.</summary>
internal static class TraceStateHeader
{
    /// <summary>W3C's limit on members, ours included; what is beyond goes, from the end.</summary>
    internal const int MaxMembers = 32;

    /// <summary>Enough bytes for what <see cref="Write"/> writes.</summary>
    internal static int MaxLength(TraceLevelState trace) =>
        DatadogMember.Key.Length + DatadogMember.MaxLength(trace) + 1 + (trace.OtherTraceState is { } other ? Encoding.UTF8.GetByteCount(other) : 0);

    internal static void Write(TraceLevelState trace, ulong? parentId, ref AsciiWriter writer)
    {
        writer.Append("dd=");
        DatadogMember.Write(trace, parentId, ref writer);
        if (trace.OtherTraceState is { } other)
        {
            writer.Append(',');
            writer.Append(other);
        }
    }

    /// <summary>Reads every tracestate header of the carrier. The flag of traceparent and the priority in <c>dd=s</c> are brought to agree.</summary>
    internal static TraceLevelState Parse<TReader>(ref TReader carrier, bool sampled, out ulong lastParentId)
        where TReader : struct, ICarrierReader
    {
        DatadogMember dd = default;
        StringBuilder? others = null;
        var members = 1;
        Span<byte> scratch = stackalloc byte[CarrierText.ScratchLength];
        for (var index = 0;
            index < CarrierReading.MaxValues && carrier.TryRead(TraceContextFormat.TraceState, index, scratch, out var header);
            index++)
        {
            Read(header, ref dd, ref others, ref members);
        }

        return State(dd, others, sampled, out lastParentId);
    }

    /// <summary>The same from the text that an Activity carries.</summary>
    internal static TraceLevelState Parse(string? text, bool sampled, out ulong lastParentId)
    {
        DatadogMember dd = default;
        StringBuilder? others = null;
        var members = 1;
        if (CarrierText.TryGetBytes(text, stackalloc byte[CarrierText.ScratchLength], out var header))
        {
            Read(header, ref dd, ref others, ref members);
        }

        return State(dd, others, sampled, out lastParentId);
    }

    private static TraceLevelState State(in DatadogMember dd, StringBuilder? others, bool sampled, out ulong lastParentId)
    {
        lastParentId = dd.LastParentId ?? 0;
        return dd.ToState(sampled, others?.ToString());
    }

    private static void Read(ReadOnlySpan<byte> header, ref DatadogMember dd, ref StringBuilder? others, ref int members)
    {
        if (header.Length > CarrierText.MaxLength)
        {
            return;
        }

        foreach (var range in header.Split((byte)','))
        {
            var member = header[range].Trim(" \t"u8);
            if (member.IsEmpty)
            {
                continue;
            }

            if (member.StartsWith(DatadogMember.Key))
            {
                dd = dd.IsPresent ? dd : DatadogMember.Parse(member[DatadogMember.Key.Length..]);
            }
            else if (members < MaxMembers)
            {
                members++;
                others ??= new StringBuilder();
                (others.Length == 0 ? others : others.Append(',')).Append(Encoding.UTF8.GetString(member));
            }
        }
    }
}
