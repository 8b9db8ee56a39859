using Waybill.Core;

namespace Waybill.Samples.Aot;

/// <summary>The manual API: a context into a dictionary, and out of it again.</summary>
internal static class Headers
{
    public static void PassOn()
    {
        Dictionary<string, string> headers = [];
        using (var send = Tracer.Instance.StartActive("headers.send"))
        {
            new SpanContextInjector().Inject(headers, send.Span.Context);
        }

        var sender = new SpanContextExtractor().Extract(headers);
        using var receive = Tracer.Instance.StartActive("headers.receive", new SpanCreationSettings { Parent = sender });
        Console.WriteLine($"headers: {headers.Count}");
    }
}
