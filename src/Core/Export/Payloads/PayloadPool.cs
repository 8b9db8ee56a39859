namespace Waybill.Core.Export.Payloads;

/// <summary>The memory of all payloads: blocks of one size, a fixed number of them at most, used again and again.</summary>
internal sealed class PayloadPool(long maxBytes)
{
    /// <summary>Below the size from which .NET puts objects on the large object heap.</summary>
    internal const int BlockBytes = 64 * 1024;

    private readonly Lock gate = new();
    private readonly Stack<byte[]> idleBlocks = new();
    private readonly Stack<BufferedPayload> idlePayloads = new();
    private readonly int maxBlocks = (int)Math.Max(2, maxBytes / BlockBytes);
    private int usedBlocks;

    internal long UsedBytes
    {
        get
        {
            lock (gate)
            {
                return (long)usedBlocks * BlockBytes;
            }
        }
    }

    internal BufferedPayload RentPayload()
    {
        lock (gate)
        {
            return idlePayloads.TryPop(out var payload) ? payload : new BufferedPayload(this);
        }
    }

    /// <summary>Null when all are in use.</summary>
    internal byte[]? TryRentBlock()
    {
        lock (gate)
        {
            if (usedBlocks == maxBlocks)
            {
                return null;
            }

            usedBlocks++;
            return idleBlocks.TryPop(out var block) ? block : new byte[BlockBytes];
        }
    }

    /// <summary>Takes blocks back, from one position of the list on.</summary>
    internal void Return(List<byte[]> blocks, int from)
    {
        lock (gate)
        {
            for (var index = blocks.Count - 1; index >= from; index--)
            {
                idleBlocks.Push(blocks[index]);
                usedBlocks--;
            }
        }

        blocks.RemoveRange(from, blocks.Count - from);
    }

    internal void Return(BufferedPayload payload)
    {
        lock (gate)
        {
            idlePayloads.Push(payload);
        }
    }
}
