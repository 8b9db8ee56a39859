using System.Buffers.Binary;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export;

/// <summary>Gathers encoded chunks until they make a payload.</summary>
internal sealed class PayloadBuilder(SpanEncoder encoder, int maxBytes)
{
    private const int HeaderLength = 5; // array32: the number of chunks comes last
    private readonly MessagePackWriter writer = new();
    private int traces;

    internal int Spans { get; private set; }

    internal bool IsEmpty => traces == 0;

    /// <summary>Adds a chunk; what cannot be added leaves the builder as it was.</summary>
    internal AddResult TryAdd(TraceChunk chunk)
    {
        var before = IsEmpty ? Begin() : writer.Length;
        try
        {
            encoder.Encode(chunk, writer, isFirstOfPayload: IsEmpty);
        }
#pragma warning disable CA1031 // A tag's own ToString may throw anything: it costs its chunk, not the ones beside it.
        catch (Exception)
#pragma warning restore CA1031
        {
            writer.Truncate(before);
            return AddResult.Failed;
        }

        if (writer.Length > maxBytes)
        {
            writer.Truncate(before);
            return IsEmpty ? AddResult.TooLarge : AddResult.Full;
        }

        traces++;
        Spans += chunk.Spans.Count;
        return AddResult.Added;
    }

    internal Payload Take()
    {
        var body = writer.Written.ToArray();
        body[0] = 0xDD;
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(1), traces);
        Payload payload = new(body, traces, Spans);
        traces = 0;
        Spans = 0;
        return payload;
    }

    private int Begin()
    {
        writer.Truncate(0);
        writer.WriteRaw(stackalloc byte[HeaderLength]);
        return HeaderLength;
    }

    internal enum AddResult
    {
        Added,

        /// <summary>Not beside what is there already: take that first.</summary>
        Full,

        /// <summary>Not in any payload.</summary>
        TooLarge,

        Failed,
    }
}
