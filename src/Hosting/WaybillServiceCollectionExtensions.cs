using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Waybill.Core;

namespace Waybill.Hosting;

/// <summary>Adds a <see cref="Tracer"/> to a host.</summary>
public static class WaybillServiceCollectionExtensions
{
    /// <summary>The name of the health check.</summary>
    public const string HealthCheckName = "waybill";

    /// <summary>
    /// Traces the host: a <see cref="Tracer"/> starts before its services and is flushed when they have stopped, contexts travel with its HTTP requests in
    /// all configured formats, its log lines name their span, and the health check <see cref="HealthCheckName"/> tells whether spans reach the agent.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Settings: <paramref name="configure"/> (and <c>services.Configure&lt;TracerSettings&gt;</c>) goes before the configuration section <c>Waybill</c>, that before
    /// the environment variables <c>DD_*</c>, <c>OTEL_*</c> and <c>WAYBILL_*</c> and the files that Core reads with them, those before the defaults. The section's keys are the
    /// names of the settings, such as <c>Waybill:Sampling:Rate</c>, or of the variables. Where nothing names a service, it is the host's application name; where
    /// nothing names an environment, it is the host's in lower case. A value or key that cannot be used is logged and passed over.
    /// </para>
    /// <para>
    /// The end: when all services of the host have stopped, what has ended is sent; when the container is disposed, what its services did meanwhile.
    /// Both share <see cref="ExportSettings.ShutdownTimeout"/>, 5 seconds by default. SIGTERM is left to the host.
    /// </para>
    /// <para>
    /// Log lines carry <c>dd.trace_id</c>, <c>dd.span_id</c>, <c>dd.service</c>, <c>dd.env</c> and <c>dd.version</c> as a scope that every provider with scopes
    /// shows; <c>DD_LOGS_INJECTION=false</c> (true by default) leaves them out.
    /// </para>
    /// <para>HTTP: <see cref="HttpContextPropagator"/> is installed by this call, for the process, because handlers keep the propagator that they were made with.</para>
    /// </remarks>
    /// <param name="services">The host's services. A second call adds its settings and nothing else.</param>
    /// <param name="configure">Changes settings in code; null, the default, changes none.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    public static IServiceCollection AddWaybill(this IServiceCollection services, Action<TracerSettings>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (configure is not null)
        {
            services.Configure(configure);
        }

        if (services.Any(service => service.ServiceType == typeof(TracerLog)))
        {
            return services;
        }

        Tracer.HandleSignals();
        HttpContextPropagator.Install();
        services.AddSingleton<TracerLog>();
        services.AddSingleton<SettingsReader>();
        services.AddSingleton<IOptionsFactory<TracerSettings>, TracerSettingsFactory>();
        services.AddSingleton(StartTracer);

        // ASP.NET Core has taken .NET's own before this call.
        services.Replace(ServiceDescriptor.Singleton(DistributedContextPropagator.Current));

        // The first to start is the last to stop.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TracerLifetime>());
        services.TryAddSingleton<IExternalScopeProvider, CorrelationScopeProvider>();
        services.AddSingleton<ExportHealthCheck>();
        services.AddHealthChecks().AddCheck<ExportHealthCheck>(HealthCheckName, HealthStatus.Degraded);
        return services;
    }

    private static Tracer StartTracer(IServiceProvider services)
    {
        // Made before the tracer, so that it is disposed after it: the last line is about the last spans.
        services.GetRequiredService<TracerLog>().WriteTo(services.GetRequiredService<ILoggerFactory>().CreateLogger("Waybill"));
        return Tracer.Configure(services.GetRequiredService<IOptions<TracerSettings>>().Value);
    }
}
