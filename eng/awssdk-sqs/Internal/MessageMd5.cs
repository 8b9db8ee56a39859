using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Amazon.SQS.Model;

namespace Amazon.SQS.Internal;

/// <summary>The digest over message attributes as the SQS developer guide defines it: sorted by name, every part length-prefixed.</summary>
internal static class MessageMd5
{
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    public static string Of(Dictionary<string, MessageAttributeValue> attributes)
    {
        using var buffer = new MemoryStream();
        foreach (var (name, attribute) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(buffer, name);
            Write(buffer, attribute.DataType);
            if (attribute.StringValue != null)
            {
                buffer.WriteByte(1);
                Write(buffer, attribute.StringValue);
            }
            else if (attribute.BinaryValue != null)
            {
                buffer.WriteByte(2);
                Write(buffer, attribute.BinaryValue.ToArray());
            }
        }

        return Of(buffer.ToArray());
    }

    private static void Write(MemoryStream buffer, string text) => Write(buffer, Encoding.UTF8.GetBytes(text));

    private static void Write(MemoryStream buffer, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        buffer.Write(length);
        buffer.Write(bytes);
    }
}
