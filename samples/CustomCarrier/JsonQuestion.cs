using System.Net.WebSockets;
using System.Text.Json;
using Waybill.Core;

namespace CustomCarrier;

/// <summary>
/// A text message with headers of its own: the handshake's headers are read once, and many messages follow. The carrier is the dictionary
/// of headers; its values are written and read by a delegate each.
/// </summary>
internal sealed record JsonQuestion(string Article, Dictionary<string, string> Headers)
{
    public static async Task<string?> AskAsync(WebSocket socket, string article, CancellationToken cancellation)
    {
        using var scope = Tracer.Instance.StartActive("stock.ask");
        JsonQuestion question = new(article, []);
        new SpanContextInjector().Inject(question.Headers, (headers, name, value) => headers[name] = value, scope.Span.Context);

        await socket.SendTextAsync(JsonSerializer.Serialize(question), cancellation);
        return await socket.ReceiveTextAsync(cancellation);
    }

    public static string Answer(string text, IReadOnlyDictionary<string, int> articles)
    {
        var question = JsonSerializer.Deserialize<JsonQuestion>(text)!;
        var parent = new SpanContextExtractor().Extract(
            question.Headers, (headers, name) => headers.TryGetValue(name, out var value) ? [value] : []);
        using var scope = Tracer.Instance.StartActive("stock.count", new SpanCreationSettings { Parent = parent });
        scope.Span.SetTag("article", question.Article);

        return $"{articles.GetValueOrDefault(question.Article)} left";
    }
}
