using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using Waybill.Core;

namespace Waybill.Adapters.RabbitMq;

/// <summary>Registers traced RabbitMQ connections and channels, which the container disposes.</summary>
/// <remarks>
/// With a <see cref="Tracer"/> in the container, as <c>AddWaybill</c> puts it there, they are disposed before it, so that it sends their last spans. A container
/// makes services without <c>await</c>: the first who asks for a connection or a channel waits on its thread, for 60 seconds at most.
/// </remarks>
public static class RabbitMqServiceCollectionExtensions
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Registers one <see cref="IConnection"/> for the container, whose channels are traced.</summary>
    /// <param name="services">The services.</param>
    /// <param name="connect">Connects, when the connection is first asked for: <c>(_, cancel) => factory.CreateConnectionAsync(cancel)</c>.</param>
    /// <param name="options">For its channels; null takes the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services or the delegate is null.</exception>
    public static IServiceCollection AddTracedRabbitMqConnection(
        this IServiceCollection services,
        Func<IServiceProvider, CancellationToken, Task<IConnection>> connect,
        RabbitMqTracingOptions? options = null) => services.AddKeyedTracedRabbitMqConnection(null, connect, options);

    /// <summary>The same under a key, for programs with several connections.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, as in <c>[FromKeyedServices("orders")]</c>; null registers without one.</param>
    /// <param name="connect">Connects, when the connection is first asked for.</param>
    /// <param name="options">For its channels; null takes the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services or the delegate is null.</exception>
    public static IServiceCollection AddKeyedTracedRabbitMqConnection(
        this IServiceCollection services,
        object? serviceKey,
        Func<IServiceProvider, CancellationToken, Task<IConnection>> connect,
        RabbitMqTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(connect);
        return services.AddKeyedSingleton(serviceKey, (provider, _) =>
        {
            _ = provider.GetService<Tracer>(); // made before, disposed after
            return Wait(cancellation => connect(provider, cancellation)).WithTracing(options);
        });
    }

    /// <summary>
    /// Registers <see cref="IChannel"/>, of the registered connection: each service that asks gets a channel of its own, because threads must not share one. Have it
    /// in services that live long; opening a channel is a round trip to the broker.
    /// </summary>
    /// <param name="services">The services, with a connection.</param>
    /// <param name="channel">How channels are made, such as with publisher confirmations; null takes the client's defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    public static IServiceCollection AddTracedRabbitMqChannel(this IServiceCollection services, CreateChannelOptions? channel = null) =>
        services.AddKeyedTracedRabbitMqChannel(null, channel);

    /// <summary>The same under a key, which is the connection's.</summary>
    /// <param name="services">The services, with a connection under this key.</param>
    /// <param name="serviceKey">The key; null registers without one.</param>
    /// <param name="channel">How channels are made; null takes the client's defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services are null.</exception>
    public static IServiceCollection AddKeyedTracedRabbitMqChannel(this IServiceCollection services, object? serviceKey, CreateChannelOptions? channel = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddKeyedTransient(serviceKey, (provider, key) =>
        {
            var connection = provider.GetRequiredKeyedService<IConnection>(key);
            return Wait(cancellation => connection.CreateChannelAsync(channel, cancellation)).WithTracing();
        });
    }

    /// <summary>On the thread pool, because the asking thread may have a synchronisation context.</summary>
    private static T Wait<T>(Func<CancellationToken, Task<T>> open)
    {
        using CancellationTokenSource deadline = new(Deadline);
        return Task.Run(() => open(deadline.Token), deadline.Token).WaitAsync(deadline.Token).GetAwaiter().GetResult();
    }
}
