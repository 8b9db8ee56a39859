using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>Propagated tags as the header <c>x-datadog-tags</c> carries them: <c>_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000</c>.</summary>
/// <remarks>A value that is not wholly sound is dropped whole on the way out and pair by pair on the way in, as Datadog's tracers do.</remarks>
internal static class PropagatedTagsHeader
{
    /// <summary>Datadog's limit, both ways, in bytes.</summary>
    internal const int MaxLength = 512;

    private const int MinPairLength = 9; // "_dd.p.x=y"

    internal static PropagatedTags Parse(ReadOnlySpan<byte> header, out ulong traceIdUpper)
    {
        traceIdUpper = 0;
        if (header.Length > MaxLength)
        {
            return new PropagatedTags([], "extract_max_size");
        }

        Reading reading = default;
        while (!header.IsEmpty)
        {
            var pair = CarrierReading.TakePart(ref header, (byte)',');
            if (!reading.TryAddUsual(pair) && !pair.IsEmpty)
            {
                reading.Add(pair);
            }
        }

        traceIdUpper = reading.TraceIdUpper;
        return reading.ToTags();
    }

    /// <summary>False when there is nothing to write, a tag cannot be written in the header, or the whole would be too long.</summary>
    internal static bool TryWrite(PropagatedTags tags, ulong traceIdUpper, int maxLength, ref AsciiWriter writer)
    {
        foreach (var (name, value) in tags.AsSpan())
        {
            if (!name.StartsWith(PropagatedTags.Prefix, StringComparison.Ordinal) || value.Length == 0)
            {
                continue;
            }

            if (!IsSound(name, isName: true) || !IsSound(value, isName: false))
            {
                return false;
            }

            Separate(ref writer);
            writer.Append(name);
            writer.Append('=');
            writer.Append(value);
        }

        if (traceIdUpper != 0)
        {
            Separate(ref writer);
            writer.Append(PropagatedTags.TraceIdUpper);
            writer.Append('=');
            writer.AppendHex(traceIdUpper);
        }

        return writer.Length > 0 && writer.Length <= maxLength && !writer.Overflowed;
    }

    private static void Separate(ref AsciiWriter writer)
    {
        if (writer.Length > 0)
        {
            writer.Append(',');
        }
    }

    private static bool IsSound(ReadOnlySpan<byte> text, bool isName) => isName
        ? !text.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E) && !text.Contains((byte)'=')
        : !text.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E);

    private static bool IsSound(ReadOnlySpan<char> text, bool isName) => !text.Contains(',') && (isName
        ? !text.ContainsAnyExceptInRange('\x21', '\x7E') && !text.Contains('=')
        : !text.ContainsAnyExceptInRange('\x20', '\x7E'));

    private struct Reading
    {
        private PropagatedTags? usual;
        private List<KeyValuePair<string, string>>? items;
        private string? error;
        private bool hasTraceIdUpper;

        internal ulong TraceIdUpper;

        /// <summary>What most traces have, and nothing else: a well-known decision maker, and a sound upper half of the trace id.</summary>
        internal bool TryAddUsual(ReadOnlySpan<byte> pair)
        {
            if (usual is null && items is null
                && pair.StartsWith("_dd.p.dm="u8) && PropagatedTags.TryGetDecisionMaker(pair["_dd.p.dm=".Length..], out usual))
            {
                return true;
            }

            return !hasTraceIdUpper
                && pair.StartsWith("_dd.p.tid="u8) && (hasTraceIdUpper = Hex.TryParse(pair["_dd.p.tid=".Length..], out TraceIdUpper));
        }

        internal void Add(ReadOnlySpan<byte> pair)
        {
            var equals = pair.IndexOf((byte)'=');
            if (pair.Length < MinPairLength || equals <= PropagatedTags.Prefix.Length || equals == pair.Length - 1
                || !Ascii.EqualsIgnoreCase(pair[..PropagatedTags.Prefix.Length], PropagatedTags.Prefix)
                || !IsSound(pair[..equals], isName: true) || !IsSound(pair[(equals + 1)..], isName: false))
            {
                error = "decoding_error";
            }
            else if (Ascii.EqualsIgnoreCase(pair[..equals], PropagatedTags.TraceIdUpper))
            {
                if (!hasTraceIdUpper)
                {
                    hasTraceIdUpper = true; // the first one wins, as with every tag
                    _ = Hex.TryParse(pair[(equals + 1)..], out TraceIdUpper);
                }
            }
            else if (!Ascii.EqualsIgnoreCase(pair[..equals], "_dd.p.upstream_services"))
            {
                items ??= usual is null ? [] : [.. usual.Items];
                Add(Encoding.ASCII.GetString(pair[..equals]), Encoding.ASCII.GetString(pair[(equals + 1)..]));
            }
        }

        internal readonly PropagatedTags ToTags()
        {
            var tags = items is null ? usual ?? PropagatedTags.Empty : new PropagatedTags([.. items], null);
            return error is null ? tags : tags.WithError(error);
        }

        private readonly void Add(string name, string value)
        {
            foreach (var item in items!)
            {
                if (string.Equals(item.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return; // the first one wins
                }
            }

            items.Insert(name == PropagatedTags.DecisionMaker ? 0 : items.Count, new(name, value));
        }
    }
}
