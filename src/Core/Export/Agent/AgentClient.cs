using System.Globalization;
using System.Net.Http.Headers;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Tracing.Sampling;

namespace Waybill.Core.Export.Agent;

/// <summary>Speaks to a trace agent: <c>/v0.4/traces</c>, over whatever <see cref="AgentHttp"/> connects by.</summary>
internal sealed class AgentClient : IDisposable
{
    /// <summary>An agent that takes longer than this is treated as absent.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient http;
    private readonly AgentRates? rates;

    /// <param name="agent">Where it listens.</param>
    /// <param name="rates">Takes the sampling rates of its answers; null takes none.</param>
    internal AgentClient(Uri agent, AgentRates? rates = null)
    {
        http = AgentHttp.Create(agent, Timeout);
        this.rates = rates;
    }

    /// <summary>Sends a payload. Never throws for what the agent or the network does.</summary>
    internal async Task<AgentReply> SendAsync(PayloadPart payload, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v0.4/traces") { Content = new PayloadContent(payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");
        request.Headers.Add("X-Datadog-Trace-Count", payload.Traces.ToString(CultureInfo.InvariantCulture));
        try
        {
            // The status is the answer: a body that breaks off or never ends must not make it another.
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode && rates is not null)
            {
                await AgentAnswerReader.ReadRatesAsync(response.Content, rates, cancellationToken).ConfigureAwait(false);
            }

            return AgentReply.From(response);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return AgentReply.Unreachable(exception);
        }
    }

    public void Dispose() => http.Dispose();

}
