namespace Waybill.Core.Export.Payloads;

/// <summary>Encoded chunks that wait for the agent, in memory or on disk. They are answered for from the first to the last.</summary>
internal abstract class Payload
{
    /// <summary>All chunks, those that are answered included.</summary>
    internal abstract IReadOnlyList<PayloadChunk> Chunks { get; }

    /// <summary>How many chunks, from the first on, were answered.</summary>
    internal int Answered { get; set; }

    /// <summary>Spans that are not answered yet.</summary>
    internal int Spans => SpansOf(Answered, Chunks.Count - Answered);

    /// <summary>Bytes of all chunks.</summary>
    internal int Length => Chunks is [.., var last] ? last.End : 0;

    /// <summary>Whether it is on disk.</summary>
    internal abstract bool IsSpooled { get; }

    internal int StartOf(int chunk) => chunk == 0 ? 0 : Chunks[chunk - 1].End;

    internal int SpansOf(int first, int count)
    {
        var spans = 0;
        for (var index = first; index < first + count; index++)
        {
            spans += Chunks[index].Spans;
        }

        return spans;
    }

    /// <summary>Writes a range of the chunks' bytes.</summary>
    internal abstract Task CopyToAsync(Stream stream, int start, int length, CancellationToken cancellationToken);
}
