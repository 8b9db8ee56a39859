using Microsoft.Extensions.DependencyInjection;

namespace Waybill.Adapters.Sqs.Tests;

public class SqsServiceCollectionExtensionsTests(SqsBroker broker)
{
    [Fact]
    public async Task Clients_are_traced_plain_and_keyed_and_disposed_with_the_container()
    {
        using ActivityRecorder recorder = new("Waybill.Sqs");
        ServiceCollection services = new();
        services.AddTracedSqs(_ => broker.Client()).AddKeyedTracedSqs("bills", _ => broker.Client());
        IAmazonSQS sqs;
        var name = $"container-{Guid.NewGuid():N}";
        await using (var provider = services.BuildServiceProvider())
        {
            sqs = (IAmazonSQS)provider.GetRequiredService(typeof(IAmazonSQS));
            Assert.Same(sqs, provider.GetRequiredService(typeof(IAmazonSQS)));
            Assert.NotSame(sqs, provider.GetRequiredKeyedService(typeof(IAmazonSQS), "bills"));
            var queue = (await sqs.CreateQueueAsync(name)).QueueUrl;
            await sqs.SendMessageAsync(queue, "1");
            await recorder.WaitForAsync(span => Equals(span.GetTagItem("messaging.destination.name"), name));
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => sqs.ListQueuesAsync(""));
    }
}
