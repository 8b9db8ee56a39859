using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Adapters.Kafka;

namespace OrderPipeline;

/// <summary>HTTP in, Kafka out.</summary>
internal sealed class Storefront : IRole
{
    public string Name => "storefront";

    public async Task RunAsync(PipelineSettings settings, CancellationToken stop)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = settings.KafkaServers,
            LingerMs = 5,
            MessageTimeoutMs = 30_000,
        }).Build().WithTracing();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        var app = builder.Build();
        app.MapPost("/orders", async (Order order, CancellationToken cancellation) =>
        {
            Activity.Current?.SetTag("order.id", order.Id);
            Message<string, byte[]> message = new() { Key = order.Id, Value = order.ToJson() };
            await producer.ProduceAsync(PipelineSettings.OrdersTopic, message, cancellation);
            return Results.Accepted($"/orders/{order.Id}");
        });
        app.MapGet("/health", () => Results.Ok());

        await app.StartAsync(stop);
        Console.WriteLine($"{Name} ready {app.Urls.First()}");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None);
        producer.Flush(TimeSpan.FromSeconds(5));
    }
}
