using System.Net.WebSockets;
using System.Xml.Linq;
using Waybill.Core;

namespace CustomCarrier;

/// <summary>An envelope as SOAP has it: the carrier is its collection of headers, one element for each header of the context.</summary>
internal static class SoapReservation
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Trace = "urn:trace-context";

    public static async Task<string> ReserveAsync(WebSocket socket, string article, CancellationToken cancellation)
    {
        using var scope = Tracer.Instance.StartActive("stock.reserve");
        XElement header = new(Soap + "Header");
        new SpanContextInjector().Inject(header, (header, name, value) => header.SetElementValue(Trace + name, value), scope.Span.Context);

        XElement envelope = new(Soap + "Envelope", header, new XElement(Soap + "Body", new XElement("Reserve", article)));
        await socket.SendTextAsync(envelope.ToString(), cancellation);
        var answer = XElement.Parse(await socket.ReceiveTextAsync(cancellation) ?? "<Fault>no answer</Fault>");
        if (answer.Name.LocalName == "Fault")
        {
            scope.Span.Error = true;
            scope.Span.SetTag("error.message", answer.Value);
        }

        return answer.Value;
    }

    public static string Answer(string text, Dictionary<string, int> articles)
    {
        var envelope = XElement.Parse(text);
        var parent = envelope.Element(Soap + "Header") is { } header
            ? new SpanContextExtractor().Extract(header, (header, name) => header.Elements(Trace + name).Select(element => element.Value))
            : null;
        using var scope = Tracer.Instance.StartActive("stock.take", new SpanCreationSettings { Parent = parent });
        var article = envelope.Element(Soap + "Body")?.Element("Reserve")?.Value ?? "";
        scope.Span.SetTag("article", article);

        if (articles.GetValueOrDefault(article) == 0)
        {
            scope.Span.Error = true;
            scope.Span.SetTag("error.message", $"no {article} left");
            return new XElement("Fault", $"no {article} left").ToString();
        }

        articles[article]--;
        return new XElement("Reserved", $"reserved, {articles[article]} left").ToString();
    }
}
