namespace Waybill.DocumentationSnippets.Tests.Wcf;

/// <summary>One SOAP header.</summary>
internal sealed record MessageHeader(string Name, string Namespace, object Value)
{
    internal static MessageHeader CreateHeader(string name, string ns, object value) => new(name, ns, value);
}
