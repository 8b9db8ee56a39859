using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Waybill.Core;

namespace Waybill.Adapters.Kafka;

/// <summary>Registers traced Kafka clients, each one for the whole container, which disposes it at its end.</summary>
/// <remarks>With a <see cref="Tracer"/> in the container, as <c>AddWaybill</c> puts it there, the clients are disposed before it, so that it sends their last spans.</remarks>
public static class KafkaServiceCollectionExtensions
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Registers an <see cref="IProducer{TKey,TValue}"/> as <see cref="KafkaBuilderExtensions.BuildWithTracing{TKey,TValue}(ProducerBuilder{TKey,TValue}, KafkaTracingOptions?)"/> makes it.</summary>
    /// <param name="services">The services.</param>
    /// <param name="builder">Makes the producer's builder, when the producer is first asked for.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <param name="flushTimeout">How long the end of the container waits for messages that are on their way; null takes 5 seconds, zero does not wait.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services or the builder is null.</exception>
    public static IServiceCollection AddTracedKafkaProducer<TKey, TValue>(
        this IServiceCollection services,
        Func<IServiceProvider, ProducerBuilder<TKey, TValue>> builder,
        KafkaTracingOptions? options = null,
        TimeSpan? flushTimeout = null) => services.AddKeyedTracedKafkaProducer(null, builder, options, flushTimeout);

    /// <summary>The same under a key, for programs with several producers of one type.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, as in <c>[FromKeyedServices("orders")]</c>; null registers without one.</param>
    /// <param name="builder">Makes the producer's builder, when the producer is first asked for.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <param name="flushTimeout">How long the end of the container waits for messages that are on their way; null takes 5 seconds, zero does not wait.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services or the builder is null.</exception>
    public static IServiceCollection AddKeyedTracedKafkaProducer<TKey, TValue>(
        this IServiceCollection services,
        object? serviceKey,
        Func<IServiceProvider, ProducerBuilder<TKey, TValue>> builder,
        KafkaTracingOptions? options = null,
        TimeSpan? flushTimeout = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(builder);
        return services.AddKeyedSingleton<IProducer<TKey, TValue>>(serviceKey, (provider, _) =>
        {
            _ = provider.GetService<Tracer>(); // made before, disposed after
            return KafkaBuilderExtensions.Build(builder(provider), options ?? KafkaTracingOptions.None, flushTimeout ?? FlushTimeout);
        });
    }

    /// <summary>Registers an <see cref="IConsumer{TKey,TValue}"/> as <see cref="KafkaBuilderExtensions.BuildWithTracing{TKey,TValue}(ConsumerBuilder{TKey,TValue}, KafkaTracingOptions?)"/> makes it.</summary>
    /// <remarks>Call its Close where your loop ends, as without a container: only then it leaves its group at once.</remarks>
    /// <param name="services">The services.</param>
    /// <param name="builder">Makes the consumer's builder, when the consumer is first asked for.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services or the builder is null.</exception>
    public static IServiceCollection AddTracedKafkaConsumer<TKey, TValue>(
        this IServiceCollection services, Func<IServiceProvider, ConsumerBuilder<TKey, TValue>> builder, KafkaTracingOptions? options = null) =>
        services.AddKeyedTracedKafkaConsumer(null, builder, options);

    /// <summary>The same under a key, for programs with several consumers of one type.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key; null registers without one.</param>
    /// <param name="builder">Makes the consumer's builder, when the consumer is first asked for.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException">The services or the builder is null.</exception>
    public static IServiceCollection AddKeyedTracedKafkaConsumer<TKey, TValue>(
        this IServiceCollection services,
        object? serviceKey,
        Func<IServiceProvider, ConsumerBuilder<TKey, TValue>> builder,
        KafkaTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(builder);
        return services.AddKeyedSingleton(serviceKey, (provider, _) =>
        {
            _ = provider.GetService<Tracer>(); // made before, disposed after
            return builder(provider).BuildWithTracing(options);
        });
    }
}
