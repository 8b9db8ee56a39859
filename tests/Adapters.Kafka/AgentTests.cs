using System.Net;
using Confluent.Kafka;
using Waybill.Core;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>What arrives at an agent, by Datadog's names.</summary>
public sealed class AgentTests(KafkaBroker broker)
{
    [Fact]
    public async Task Spans_have_Datadogs_names()
    {
        using HttpListener agent = new();
        var address = Listen(agent);
        var payload = ReceiveAsync(agent);
        var topic = KafkaBroker.NewTopic();
        await using (Tracer.Configure(new TracerSettings { AgentUri = address, Log = _ => { } }))
        {
            using var producer = broker.Producer().WithTracing(new KafkaTracingOptions { BootstrapServers = "brokers:9092" });
            await producer.ProduceAsync(KafkaBroker.Partition0(topic), new Message<string, string> { Value = null! }, TestContext.Current.CancellationToken);
            using var consumer = broker.Consumer(topic).WithTracing();
            consumer.Consume(KafkaBroker.Deadline);
        }

        // MessagePack's texts are as they are: no reader is needed to find them.
        var text = await payload.WaitAsync(KafkaBroker.Deadline, TestContext.Current.CancellationToken);
        Assert.All(
            ["kafka.produce", $"Produce Topic {topic}", "kafka.consume", $"Consume Topic {topic}", "kafka.partition", "[0]", "kafka.offset",
                "kafka.tombstone", "kafka.group", "shipping", "messaging.kafka.bootstrap.servers", "brokers:9092", "message.queue_time_ms", "component"],
            name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.DoesNotContain("messaging.destination.partition.id", text, StringComparison.Ordinal);
    }

    private static Uri Listen(HttpListener agent)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var address = $"http://127.0.0.1:{Random.Shared.Next(20_000, 60_000)}/";
            agent.Prefixes.Clear();
            agent.Prefixes.Add(address);
            try
            {
                agent.Start();
                return new Uri(address);
            }
            catch (HttpListenerException)
            {
                // Taken: the next.
            }
        }

        throw new InvalidOperationException("20 ports were taken.");
    }

    /// <summary>All that comes until both spans are there.</summary>
    private static async Task<string> ReceiveAsync(HttpListener agent)
    {
        var all = "";
        while (!(all.Contains("kafka.produce", StringComparison.Ordinal) && all.Contains("kafka.consume", StringComparison.Ordinal)))
        {
            var context = await agent.GetContextAsync();
            using StreamReader reader = new(context.Request.InputStream, System.Text.Encoding.Latin1);
            all += await reader.ReadToEndAsync();
            context.Response.Close("{}"u8.ToArray(), willBlock: true);
        }

        return all;
    }
}
