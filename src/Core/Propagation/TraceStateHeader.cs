using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>The whole <c>tracestate</c>: our <c>dd</c> member first, then the members of others as they came.</summary>
internal static class TraceStateHeader
{
    /// <summary>W3C's limit on members, ours included; what is beyond goes, from the end.</summary>
    internal const int MaxMembers = 32;

    /// <summary>Enough bytes for what <see cref="Write"/> writes.</summary>
    internal static int MaxLength(TraceLevelState trace) =>
        DatadogMember.Key.Length + DatadogMember.MaxLength(trace) + 1 + (trace.OtherTraceState is { } other ? Encoding.UTF8.GetMaxByteCount(other.Length) : 0);

    /// <returns>Where the parent id stands.</returns>
    internal static int Write(TraceLevelState trace, ulong? parentId, ref AsciiWriter writer)
    {
        writer.Append(DatadogMember.Key);
        var parentIdAt = DatadogMember.Write(trace, parentId, ref writer);
        if (trace.OtherTraceState is { } other)
        {
            writer.Append(',');
            writer.Append(other);
        }

        return parentIdAt;
    }

    /// <summary>Reads every tracestate header of the carrier. The flag of traceparent and the priority in <c>dd=s</c> are brought to agree.</summary>
    internal static void Read<TReader>(ref TReader carrier, bool sampled, ref ExtractedContext context)
        where TReader : struct, ICarrierReader
    {
        Members members = default;
        members.Add(ref carrier);
        members.CopyTo(ref context, sampled);
    }

    /// <summary>Reads only what no other format has a place for: the members of others and, of another span, the last parent id.</summary>
    internal static void ReadRest<TReader>(ref TReader carrier, bool isSameSpan, ref ExtractedContext context)
        where TReader : struct, ICarrierReader
    {
        Members members = new() { Wanted = isSameSpan ? DatadogPart.None : DatadogPart.LastParentId };
        members.Add(ref carrier);
        members.CopyRestTo(ref context);
    }

    /// <summary>The same from the text that an Activity carries.</summary>
    internal static TraceLevelState Parse(string? text, bool sampled)
    {
        Members members = default;
        if (CarrierText.TryGetBytes(text, stackalloc byte[CarrierText.ScratchLength], out var header))
        {
            members.Add(header);
        }

        ExtractedContext context = default;
        members.CopyTo(ref context, sampled);
        return context.ToState();
    }

    private enum DatadogPart
    {
        All,
        LastParentId,
        None,
    }

    private struct Members
    {
        private DatadogMember datadog;
        private StringBuilder? others;
        private int count;

        internal DatadogPart Wanted { get; init; }

        internal void Add<TReader>(ref TReader carrier)
            where TReader : struct, ICarrierReader
        {
            Span<byte> scratch = stackalloc byte[TReader.NeedsScratch ? CarrierText.ScratchLength : 0];
            for (var index = 0;
                index < CarrierReading.MaxValues && carrier.TryRead(TraceContextFormat.TraceState, index, scratch, out var header);
                index++)
            {
                Add(header);
            }
        }

        internal void Add(ReadOnlySpan<byte> header)
        {
            if (header.Length > CarrierText.MaxLength)
            {
                return;
            }

            while (!header.IsEmpty)
            {
                var member = CarrierReading.Trim(CarrierReading.TakePart(ref header, (byte)','));
                if (member.StartsWith(DatadogMember.Key))
                {
                    datadog = datadog.IsPresent ? datadog : Parse(member[DatadogMember.Key.Length..]);
                }
                else if (ForeignMember.IsLegal(member) && count < MaxMembers - 1 && (others?.Length ?? 0) + member.Length < CarrierText.MaxLength)
                {
                    Keep(OpenTelemetryMember.Is(member) ? OpenTelemetryMember.Clean(member) : Encoding.ASCII.GetString(member));
                }
            }
        }

        private void Keep(string? other)
        {
            if (other is not null)
            {
                count++;
                others ??= new StringBuilder();
                (others.Length == 0 ? others : others.Append(',')).Append(other);
            }
        }

        internal readonly void CopyTo(ref ExtractedContext context, bool sampled)
        {
            datadog.CopyTo(ref context, sampled);
            context.OtherTraceState = others?.ToString();
        }

        internal readonly void CopyRestTo(ref ExtractedContext context)
        {
            context.LastParentId = datadog.LastParentId;
            context.OtherTraceState = others?.ToString();
        }

        private readonly DatadogMember Parse(ReadOnlySpan<byte> member) => Wanted switch
        {
            DatadogPart.All => DatadogMember.Parse(member),
            DatadogPart.LastParentId => DatadogMember.ParseLastParentId(member),
            _ => default,
        };
    }
}
