using Microsoft.Extensions.Hosting;
using Waybill.Core;

namespace Waybill.Hosting;

/// <summary>
/// Starts the tracer with the host, by asking for it, and flushes it when everything else has stopped. The container disposes it, after the services that were
/// made later.
/// </summary>
internal sealed class TracerLifetime(Tracer tracer) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => tracer.FlushAtEndAsync(cancellationToken);
}
