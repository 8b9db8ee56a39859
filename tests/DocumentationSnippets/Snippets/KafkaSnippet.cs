#nullable disable // as the documentation's programs are

using System.Text;
using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.DocumentationSnippets.Tests.Snippets;

/// <summary>Confluent.Kafka, in the way of Datadog's page "Trace Context Propagation".</summary>
internal static class KafkaSnippet
{
    internal static void Produce(Message<string, string> message)
    {
        var spanContextInjector = new SpanContextInjector();
        spanContextInjector.Inject(message.Headers, SetHeaderValues, Tracer.Instance.ActiveScope?.Span?.Context);
    }

    internal static void Consume(Message<string, string> message, Action process)
    {
        var headers = message.Headers;
        var spanContextExtractor = new SpanContextExtractor();
        var parentContext = spanContextExtractor.Extract(headers, (headers, key) => GetHeaderValues(headers, key));
        var spanCreationSettings = new SpanCreationSettings() { Parent = parentContext };
        using var scope = Tracer.Instance.StartActive("kafka.handle", spanCreationSettings);
        process();
    }

    private static void SetHeaderValues(Headers headers, string name, string value)
    {
        headers.Remove(name);
        headers.Add(name, Encoding.UTF8.GetBytes(value));
    }

    private static IEnumerable<string> GetHeaderValues(Headers headers, string name) =>
        headers.TryGetLastBytes(name, out var bytes) ? new[] { Encoding.UTF8.GetString(bytes) } : Enumerable.Empty<string>();
}
