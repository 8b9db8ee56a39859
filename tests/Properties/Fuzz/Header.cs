using System.Text;

namespace Waybill.Fuzz;

/// <summary>One header as it lies on a wire: a name, and bytes that anybody may have written.</summary>
internal readonly record struct Header(string Name, byte[] Value)
{
    internal Header(string name, string value)
        : this(name, Encoding.UTF8.GetBytes(value))
    {
    }

    internal string Text => Encoding.UTF8.GetString(Value);

    internal bool IsSameAs(Header other) => Name == other.Name && Value.AsSpan().SequenceEqual(other.Value);

    /// <summary>The header as a line that a person can read and copy: bytes that are not printable ASCII as \xNN.</summary>
    public override string ToString()
    {
        StringBuilder line = new(Name + ": ");
        foreach (var octet in Value)
        {
            _ = octet is >= 0x20 and < 0x7F and not (byte)'\\' ? line.Append((char)octet) : line.Append($"\\x{octet:x2}");
        }

        return line.ToString();
    }

    /// <summary>The size of headers on the wire, in bytes.</summary>
    internal static int SizeOf(IEnumerable<Header> headers) => headers.Sum(header => header.Name.Length + header.Value.Length);
}
