#nullable disable // as the documentation's programs are

using Amazon.SQS.Model;
using Newtonsoft.Json;
using Waybill.Core;

namespace Waybill.DocumentationSnippets.Tests.Snippets;

/// <summary>SQS, in the way of Datadog's page "Trace Context Propagation": all headers are one attribute, a JSON object of strings.</summary>
internal static class SqsSnippet
{
    private const string AttributeName = "_datadog";

    internal static void Send(SendMessageRequest request)
    {
        var headers = new Dictionary<string, string>();
        var spanContextInjector = new SpanContextInjector();
        spanContextInjector.Inject(headers, (headers, name, value) => headers[name] = value, Tracer.Instance.ActiveScope?.Span?.Context);
        request.MessageAttributes ??= new Dictionary<string, MessageAttributeValue>();
        request.MessageAttributes[AttributeName] =
            new MessageAttributeValue { DataType = "String", StringValue = JsonConvert.SerializeObject(headers) };
    }

    internal static void Receive(Message message, Action process)
    {
        var headers = message.MessageAttributes;
        var spanContextExtractor = new SpanContextExtractor();
        var parentContext = spanContextExtractor.Extract(headers, (headers, key) => GetHeaderValues(headers, key));
        var spanCreationSettings = new SpanCreationSettings() { Parent = parentContext };
        using var scope = Tracer.Instance.StartActive("sqs.handle", spanCreationSettings);
        process();
    }

    private static IEnumerable<string> GetHeaderValues(IDictionary<string, MessageAttributeValue> headers, string name)
    {
        if (!headers.TryGetValue(AttributeName, out var attribute) || attribute.StringValue is not string json)
        {
            return Enumerable.Empty<string>();
        }

        var datadog = JsonConvert.DeserializeObject<Dictionary<string, string>>(json);
        return datadog.TryGetValue(name, out string value) ? new[] { value } : Enumerable.Empty<string>();
    }
}
