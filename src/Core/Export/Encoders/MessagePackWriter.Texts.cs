using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Waybill.Core.Export.Mapping;

namespace Waybill.Core.Export.Encoders;

/// <content>Texts: a header with the number of bytes, and UTF-8.</content>
internal sealed partial class MessagePackWriter
{
    private const int LongestShortText = 31;

    internal void WriteString(ReadOnlySpan<char> value)
    {
        var header = HeaderLength(value.Length);
        ref var room = ref Room(header + value.Length);
        if (!AsciiText.TryCopy(value, ref Unsafe.Add(ref room, header)))
        {
            WriteUnicode(value);
        }
        else if (header == 1)
        {
            room = (byte)(0xA0 | value.Length);
            Length += 1 + value.Length;
        }
        else
        {
            WriteTextHeader(value.Length);
            Length += value.Length;
        }
    }

    /// <summary>The resource of a span, whose parts are joined here.</summary>
    internal void WriteResource(SpanNames names)
    {
        if (names.IsOnePart)
        {
            WriteString(names.First);
            return;
        }

        var at = Length;
        WriteTextHeader(names.ResourceLength);
        if (!(TryAppend(names.First) && TryAppend(names.Second) && TryAppend(names.Third) && TryAppend(names.Last)))
        {
            Length = at;
            WriteUnicode(names.Resource);
        }
    }

    /// <summary>Text that is in UTF-8 already.</summary>
    internal void WriteUtf8(ReadOnlySpan<byte> utf8)
    {
        WriteTextHeader(utf8.Length);
        WriteRaw(utf8);
    }

    /// <summary>Begins a text whose bytes, in UTF-8, follow as raw ones.</summary>
    internal void WriteTextHeader(int bytes)
    {
        switch (bytes)
        {
            case <= LongestShortText:
                Reserve(1)[0] = (byte)(0xA0 | bytes);
                break;
            case <= byte.MaxValue:
                var one = Reserve(2);
                one[0] = 0xD9;
                one[1] = (byte)bytes;
                break;
            case <= ushort.MaxValue:
                var two = Reserve(3);
                two[0] = 0xDA;
                BinaryPrimitives.WriteUInt16BigEndian(two[1..], (ushort)bytes);
                break;
            default:
                var four = Reserve(LengthOf32BitHeader);
                four[0] = 0xDB;
                BinaryPrimitives.WriteInt32BigEndian(four[1..], bytes);
                break;
        }
    }

    private static int HeaderLength(int bytes) => bytes switch
    {
        <= LongestShortText => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        _ => LengthOf32BitHeader,
    };

    private bool TryAppend(ReadOnlySpan<char> text)
    {
        var isAscii = AsciiText.TryCopy(text, ref Room(text.Length));
        Length += text.Length;
        return isAscii;
    }

    private void WriteUnicode(ReadOnlySpan<char> value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        WriteTextHeader(bytes);
        Encoding.UTF8.GetBytes(value, Reserve(bytes));
    }
}
