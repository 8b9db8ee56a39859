using System.Collections;

namespace Waybill.DocumentationSnippets.Tests.Wcf;

/// <summary>SOAP headers with the members of WCF's collection of that name: a list, in which a name may stand twice.</summary>
internal sealed class MessageHeaders : IEnumerable<MessageHeader>
{
    private readonly List<MessageHeader> headers = [];

    internal void Add(MessageHeader header) => headers.Add(header);

    /// <summary>The header's place; -1 when it is not there.</summary>
    /// <exception cref="InvalidOperationException">It is there more than once, as in WCF.</exception>
    internal int FindHeader(string name, string ns)
    {
        var index = headers.FindIndex(header => header.Name == name && header.Namespace == ns);
        return index == headers.FindLastIndex(header => header.Name == name && header.Namespace == ns)
            ? index
            : throw new InvalidOperationException($"Header {ns}:{name} is there more than once.");
    }

    internal T GetHeader<T>(int index) => (T)headers[index].Value;

    public IEnumerator<MessageHeader> GetEnumerator() => headers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
