using Waybill.Core.Export.Payloads;

namespace Waybill.Core.Export.Spool;

/// <summary>A payload on disk, open and checked. It is read from the file as it is sent, and holds no memory.</summary>
internal sealed class SpooledPayload(SpoolName name, FileStream stream, PayloadChunk[] chunks) : Payload, IDisposable
{
    internal SpoolName Name => name;

    internal override IReadOnlyList<PayloadChunk> Chunks => chunks;

    internal override bool IsSpooled => true;

    /// <summary>Whether the disk did not give back what it had when the file was checked.</summary>
    internal bool IsUnreadable { get; private set; }

    internal override async Task CopyToAsync(Stream target, int start, int length, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(length, PayloadPool.BlockBytes)];
        while (length > 0)
        {
            var part = buffer.AsMemory(0, Math.Min(length, buffer.Length));
            var read = await ReadAsync(part, start, cancellationToken).ConfigureAwait(false);
            await target.WriteAsync(part[..read], cancellationToken).ConfigureAwait(false);
            start += read;
            length -= read;
        }
    }

    public void Dispose() => stream.Dispose();

    private async Task<int> ReadAsync(Memory<byte> part, int start, CancellationToken cancellationToken)
    {
        try
        {
            var read = await RandomAccess.ReadAsync(stream.SafeFileHandle, part, SpoolFile.HeadLength + start, cancellationToken).ConfigureAwait(false);
            return read > 0 ? read : throw new EndOfStreamException($"{stream.Name} has become shorter.");
        }
        catch (IOException)
        {
            IsUnreadable = true;
            throw;
        }
    }
}
