namespace Waybill.LocalAgent.MessagePack;

internal ref partial struct MessagePackReader
{
    /// <summary>How deeply a skipped value may nest.</summary>
    public const int MaxDepth = 64;

    /// <summary>Skips one value of any type, with all that is in it.</summary>
    public void Skip()
    {
        Span<int> left = stackalloc int[MaxDepth];
        int depth = 0;
        left[0] = 1;
        while (depth >= 0)
        {
            if (left[depth] == 0)
            {
                depth--;
                continue;
            }

            left[depth]--;
            int children = SkipHead();
            if (children == 0)
            {
                continue;
            }

            if (++depth == MaxDepth)
            {
                throw new MessagePackFormatException($"values nest deeper than {MaxDepth} levels at byte {Position}");
            }

            left[depth] = children;
        }
    }

    /// <summary>Skips a scalar, or the head of an array or map, and says how many values are in it.</summary>
    private int SkipHead()
    {
        byte code = ReadCode();
        return code switch
        {
            <= 0x7f or >= 0xe0 or 0xc0 or 0xc2 or 0xc3 => 0,
            <= 0x8f => 2 * Count(code & 0x0f, 2),
            <= 0x9f => Count(code & 0x0f, 1),
            <= 0xbf => Drop(code & 0x1f),
            0xcc or 0xd0 => Drop(1),
            0xcd or 0xd1 => Drop(2),
            0xca or 0xce or 0xd2 => Drop(4),
            0xcb or 0xcf or 0xd3 => Drop(8),
            0xc4 or 0xd9 => Drop((long)ReadUnsigned(1)),
            0xc5 or 0xda => Drop((long)ReadUnsigned(2)),
            0xc6 or 0xdb => Drop((long)ReadUnsigned(4)),
            0xc7 => Drop((long)ReadUnsigned(1) + 1),
            0xc8 => Drop((long)ReadUnsigned(2) + 1),
            0xc9 => Drop((long)ReadUnsigned(4) + 1),
            >= 0xd4 and <= 0xd8 => Drop((1 << (code - 0xd4)) + 1),
            0xdc => Count(ReadUnsigned(2), 1),
            0xdd => Count(ReadUnsigned(4), 1),
            0xde => 2 * Count(ReadUnsigned(2), 2),
            0xdf => 2 * Count(ReadUnsigned(4), 2),
            _ => throw Unexpected(code, "a value"),
        };
    }

    private int Drop(long length)
    {
        Take(length);
        return 0;
    }
}
