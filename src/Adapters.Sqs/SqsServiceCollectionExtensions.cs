using Amazon.SQS;
using Microsoft.Extensions.DependencyInjection;
using Waybill.Core;

namespace Waybill.Adapters.Sqs;

/// <summary>Registers traced SQS clients, each one for the whole container, which disposes it at its end.</summary>
/// <remarks>With a <see cref="Tracer"/> in the container, as <c>AddWaybill</c> puts it there, they are disposed before it, so that it sends their last spans.</remarks>
public static class SqsServiceCollectionExtensions
{
    /// <summary>Registers an <see cref="IAmazonSQS"/> with <see cref="AmazonSqsExtensions.WithTracing"/> around it.</summary>
    /// <remarks>Clients that other code registers, such as Amazon's own extensions, are traced by <see cref="SqsTracing.Register"/>.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="client">Makes the client, when it is first asked for; null makes one as the SDK is configured on the machine.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    public static IServiceCollection AddTracedSqs(
        this IServiceCollection services, Func<IServiceProvider, AmazonSQSClient>? client = null, SqsTracingOptions? options = null) =>
        services.AddKeyedTracedSqs(null, client, options);

    /// <summary>The same under a key, for programs with several clients.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, as in <c>[FromKeyedServices("orders")]</c>; null registers without one.</param>
    /// <param name="client">Makes the client, when it is first asked for; null makes one as the SDK is configured on the machine.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    public static IServiceCollection AddKeyedTracedSqs(
        this IServiceCollection services, object? serviceKey, Func<IServiceProvider, AmazonSQSClient>? client = null, SqsTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Add(new ServiceDescriptor(typeof(IAmazonSQS), serviceKey, Client, ServiceLifetime.Singleton));
        return services;

        object Client(IServiceProvider provider, object? key)
        {
            _ = provider.GetService<Tracer>(); // made before, disposed after
            return (client?.Invoke(provider) ?? new AmazonSQSClient()).WithTracing(options);
        }
    }
}
