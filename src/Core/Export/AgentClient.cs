using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Waybill.Core.Export;

/// <summary>Speaks to a trace agent: <c>/v0.4/traces</c>, over whatever <see cref="AgentHttp"/> connects by.</summary>
internal sealed class AgentClient : IDisposable
{
    /// <summary>An agent that takes longer than this is treated as absent.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient http;

    internal AgentClient(Uri agent) => http = AgentHttp.Create(agent, Timeout);

    /// <summary>Sends a payload. Never throws for what the agent or the network does.</summary>
    /// <returns>The answer, and words for it.</returns>
    internal async Task<(AgentAnswer Answer, string Detail)> SendAsync(Payload payload, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v0.4/traces") { Content = new ReadOnlyMemoryContent(payload.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");
        request.Headers.Add("X-Datadog-Trace-Count", payload.Traces.ToString(CultureInfo.InvariantCulture));
        try
        {
            // The status is the answer: a body that breaks off or never ends must not make it another.
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
            return response.IsSuccessStatusCode ? (AgentAnswer.Accepted, status)
                : IsPassing(response.StatusCode) ? (AgentAnswer.TryAgain, status)
                : (AgentAnswer.Rejected, status);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return (AgentAnswer.TryAgain, exception.Message);
        }
    }

    public void Dispose() => http.Dispose();

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.TooManyRequests || (int)status >= 500;
}
