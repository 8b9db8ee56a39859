#nullable disable // as the documentation's programs are

using Waybill.Core;
using Waybill.DocumentationSnippets.Tests.Wcf;

namespace Waybill.DocumentationSnippets.Tests.Snippets;

/// <summary>A WCF client, in the way of Datadog's page "Trace Context Propagation".</summary>
internal static class SoapSnippet
{
    private const string Namespace = "datadog";

    internal static void Call(MessageHeaders outgoingMessageHeaders)
    {
        var spanContextInjector = new SpanContextInjector();
        spanContextInjector.Inject(outgoingMessageHeaders, SetHeaderValues, Tracer.Instance.ActiveScope?.Span?.Context);
    }

    internal static void Serve(MessageHeaders incomingMessageHeaders, Action process)
    {
        var spanContextExtractor = new SpanContextExtractor();
        var parentContext = spanContextExtractor.Extract(incomingMessageHeaders, GetHeaderValues);
        var spanCreationSettings = new SpanCreationSettings() { Parent = parentContext };
        using var scope = Tracer.Instance.StartActive("soap.handle", spanCreationSettings);
        process();
    }

    private static void SetHeaderValues(MessageHeaders headers, string name, string value)
    {
        MessageHeader header = MessageHeader.CreateHeader(name, Namespace, value);
        headers.Add(header);
    }

    private static IEnumerable<string> GetHeaderValues(MessageHeaders headers, string name)
    {
        var index = headers.FindHeader(name, Namespace);
        return index < 0 ? Enumerable.Empty<string>() : new[] { headers.GetHeader<string>(index) };
    }
}
