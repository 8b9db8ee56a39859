using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Waybill.Core;

namespace Waybill.Hosting.Child;

/// <summary>Has a trace when the host has been told to stop, as a service that ends what it has begun; with <c>EARLY</c> a span at the start as well.</summary>
internal sealed class Worker(ILogger<Worker> logger, IConfiguration configuration, Tracer tracer) : IHostedService
{
    private const int Spans = 20;
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(20);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("outside");
        if (configuration["EARLY"] is not null)
        {
            tracer.StartActive("early").Dispose();
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("draining");
        using var root = tracer.StartActive("drain");
        logger.LogInformation("in span");
        for (var count = 1; count < Spans; count++)
        {
            using var scope = tracer.StartActive("work");
            await Task.Delay(Work, CancellationToken.None);
        }
    }
}
