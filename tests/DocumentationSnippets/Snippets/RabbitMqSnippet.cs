#nullable disable // as the documentation's programs are

using System.Text;
using RabbitMQ.Client;
using Waybill.Core;

namespace Waybill.DocumentationSnippets.Tests.Snippets;

/// <summary>RabbitMQ, in the way of Datadog's page "Trace Context Propagation".</summary>
internal static class RabbitMqSnippet
{
    internal static void Publish(BasicProperties properties)
    {
        properties.Headers ??= new Dictionary<string, object>();
        var spanContextInjector = new SpanContextInjector();
        spanContextInjector.Inject(properties.Headers, SetHeaderValues, Tracer.Instance.ActiveScope?.Span?.Context);
    }

    internal static void Receive(IReadOnlyBasicProperties properties, Action process)
    {
        var headers = properties.Headers;
        var spanContextExtractor = new SpanContextExtractor();
        var parentContext = spanContextExtractor.Extract(headers, (headers, key) => GetHeaderValues(headers, key));
        var spanCreationSettings = new SpanCreationSettings() { Parent = parentContext };
        using var scope = Tracer.Instance.StartActive("rabbitmq.handle", spanCreationSettings);
        process();
    }

    private static void SetHeaderValues(IDictionary<string, object> headers, string name, string value) =>
        headers[name] = Encoding.UTF8.GetBytes(value);

    private static IEnumerable<string> GetHeaderValues(IDictionary<string, object> headers, string name) =>
        headers.TryGetValue(name, out object value) && value is byte[] bytes
            ? new[] { Encoding.UTF8.GetString(bytes) }
            : Enumerable.Empty<string>();
}
