using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Thinker;

/// <summary>Thinks, asked over HTTP or over RabbitMQ.</summary>
internal static class ThinkerMicroservice
{
    public static Task RunOverHttpAsync() => Web.RunAsync("thinker-microservice", app => app.MapGet(
        "/think/", (string[] subject) => Results.Json(Thoughts.Of(subject), Thoughts.Json)));

    /// <summary>The handler runs in a span that continues the question's trace, and the answer that it publishes carries it on.</summary>
    public static Task RunOverRabbitMqAsync() => ThinkerQueue.UseAsync(async channel =>
    {
        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += async (_, question) =>
        {
            var thoughts = Thoughts.Of(JsonSerializer.Deserialize<string[]>(question.Body.Span) ?? []);
            await channel.BasicPublishAsync(
                "",
                question.BasicProperties.ReplyTo ?? "",
                mandatory: false,
                new BasicProperties { CorrelationId = question.BasicProperties.CorrelationId },
                JsonSerializer.SerializeToUtf8Bytes(thoughts, Thoughts.Json));
        };
        await channel.BasicConsumeAsync(ThinkerQueue.Name, autoAck: true, consumer);
        Console.WriteLine("thinker-microservice ready");
        await Host.CreateEmptyApplicationBuilder(new()).Build().RunAsync();
    });
}
