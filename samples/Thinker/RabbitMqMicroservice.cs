using System.Collections.Concurrent;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Thinker;

/// <summary>Asks over RabbitMQ: a message to the microservice's queue, and the answer in a queue of our own. The channel does the tracing.</summary>
internal sealed class RabbitMqMicroservice(IChannel channel, string answers) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> waiting = new();
    private readonly SemaphoreSlim publishing = new(1); // a channel is not for several publishers at once

    public static Task UseAsync(Func<RabbitMqMicroservice, Task> code) => ThinkerQueue.UseAsync(async channel =>
    {
        string answers = await channel.QueueDeclareAsync(); // a name by the server, for this connection only
        using RabbitMqMicroservice microservice = new(channel, answers);
        AsyncEventingBasicConsumer consumer = new(channel);
        consumer.ReceivedAsync += microservice.OnAnswerAsync;
        await channel.BasicConsumeAsync(answers, autoAck: true, consumer);
        await code(microservice);
    });

    public async Task<byte[]> AskAsync(string[] subjects, CancellationToken cancellation)
    {
        BasicProperties properties = new() { CorrelationId = Guid.NewGuid().ToString(), ReplyTo = answers };
        var answer = waiting[properties.CorrelationId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await PublishAsync(properties, JsonSerializer.SerializeToUtf8Bytes(subjects), cancellation);
            return await answer.Task.WaitAsync(Deadline, cancellation);
        }
        finally
        {
            waiting.TryRemove(properties.CorrelationId, out _);
        }
    }

    public void Dispose() => publishing.Dispose();

    private async Task PublishAsync(BasicProperties properties, byte[] question, CancellationToken cancellation)
    {
        await publishing.WaitAsync(cancellation);
        try
        {
            await channel.BasicPublishAsync("", ThinkerQueue.Name, mandatory: false, properties, question, cancellation);
        }
        finally
        {
            publishing.Release();
        }
    }

    private Task OnAnswerAsync(object sender, BasicDeliverEventArgs answer)
    {
        if (waiting.TryRemove(answer.BasicProperties.CorrelationId ?? "", out var question))
        {
            question.SetResult(answer.Body.ToArray());
        }

        return Task.CompletedTask;
    }
}
