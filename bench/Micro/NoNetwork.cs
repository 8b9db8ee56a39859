using System.Net;

namespace Waybill.Benchmarks.Micro;

/// <summary>Answers every request where the network would begin.</summary>
internal sealed class NoNetwork : HttpMessageHandler
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => new(HttpStatusCode.OK);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(Send(request, cancellationToken));
}
