using System.Runtime.CompilerServices;
using Confluent.Kafka;

namespace Waybill.Adapters.Kafka;

/// <summary>Builds Kafka clients with tracing around them.</summary>
/// <remarks>
/// The same as <c>Build().WithTracing()</c>, and the spans also tell what only the configuration knows: the bootstrap servers. The client
/// that the builder's own callbacks get is the one without tracing.
/// </remarks>
public static class KafkaBuilderExtensions
{
    /// <summary>Builds a producer whose messages carry the trace context.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <returns>The traced producer.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static IProducer<TKey, TValue> BuildWithTracing<TKey, TValue>(
        this ProducerBuilder<TKey, TValue> builder, KafkaTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return Build(builder, options ?? KafkaTracingOptions.None, flushAtEnd: TimeSpan.Zero);
    }

    internal static TracedProducer<TKey, TValue> Build<TKey, TValue>(
        ProducerBuilder<TKey, TValue> builder, KafkaTracingOptions options, TimeSpan flushAtEnd) =>
        new(builder.Build(), options, options.BootstrapServers ?? BootstrapServers.In(Of<TKey, TValue>.Config(builder))) { FlushAtEnd = flushAtEnd };

    /// <summary>Builds a consumer that makes a receive span for each record.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="options">What the tracing is told; null takes the defaults.</param>
    /// <returns>The traced consumer.</returns>
    /// <exception cref="ArgumentNullException">The builder is null.</exception>
    public static IConsumer<TKey, TValue> BuildWithTracing<TKey, TValue>(
        this ConsumerBuilder<TKey, TValue> builder, KafkaTracingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        options ??= KafkaTracingOptions.None;
        return new TracedConsumer<TKey, TValue>(
            builder.Build(),
            options,
            options.BootstrapServers ?? BootstrapServers.In(Of<TKey, TValue>.Config(builder)),
            ConsumerScopeSetting.IsEnabled(Environment.GetEnvironmentVariable));
    }

    /// <summary>The builders' configuration is protected.</summary>
    private static class Of<TKey, TValue>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Config")]
        internal static extern IEnumerable<KeyValuePair<string, string>> Config(ProducerBuilder<TKey, TValue> builder);

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Config")]
        internal static extern IEnumerable<KeyValuePair<string, string>> Config(ConsumerBuilder<TKey, TValue> builder);
    }
}
