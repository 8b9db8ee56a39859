using System.Diagnostics;
using System.Runtime.CompilerServices;
using Waybill.Core.Export.Encoders;
using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export.Encoders;

/// <summary>What an encoder knows of the spans before must not show in the next.</summary>
public class SpanShapesTests
{
    private static readonly string?[] Names =
    [
        "messaging.system", "messaging.operation.type", "messaging.destination.name", "messaging.destination.partition.id", "messaging.kafka.offset",
        "messaging.consumer.group.name", "http.request.method", "url.full", "service.name", "operation.name", "resource.name", "span.type", "a", "b", "", null,
    ];

    private static readonly object?[] Values =
    [
        "kafka", "rabbitmq", "send", "receive", "process", "GET", "http://host/a?b", "orders", "", "\u20ac", new string('v', 40), new string('v', 300),
        1, 5L, 2.5, true, null, Guid.Empty, new[] { "a", "b" },
    ];

    private readonly SpanEncoder encoder = new(Samples.Settings);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_order_of_spans_is_encoded_as_by_a_new_encoder(int seed)
    {
        Random random = new(seed);
        var kinds = Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, random.Next(10)).Select(_ => (Pick(Names), Pick(Values))).ToArray()).ToArray();
        for (var round = 0; round < 3000; round++)
        {
            Activity.Current = null;
            var span = new Activity("span").Start();
            foreach (var (name, value) in kinds[random.Next(kinds.Length)])
            {
                if (random.Next(30) > 0)
                {
                    var now = random.Next(6) == 0 ? Pick(Values) : value;
                    span.AddTag(name!, now is string text && random.Next(3) == 0 ? new string(text.AsSpan()) : now);
                }
            }

            span.DisplayName = random.Next(6) == 0 ? "shown" : "span";
            span.Stop();
            Assert.Equal(Told(new SpanEncoder(Samples.Settings), span), Told(encoder, span));
        }

        T Pick<T>(T[] from) => from[random.Next(from.Length)];
    }

    [Fact]
    public void A_text_that_changes_is_told_as_it_is_now()
    {
        foreach (var topic in (string[])["orders", "orders", "bills", "orders", "bills"])
        {
            var sent = Sent(Samples.Span("messaging.system", "kafka", "messaging.operation.type", "send", "messaging.destination.name", topic, "client", topic + "-1"));
            Assert.Equal((topic, topic + "-1", $"Produce Topic {topic}"), (sent.Meta["messaging.destination.name"], sent.Meta["client"], sent.Resource));
        }
    }

    [Fact]
    public void Kafkas_form_of_a_text_is_for_Kafkas_spans_alone()
    {
        foreach (var system in (string[])["kafka", "rabbitmq", "kafka", "rabbitmq"])
        {
            var meta = Sent(Samples.Span("messaging.system", system, "messaging.destination.partition.id", "3", "messaging.kafka.offset", "text")).Meta;
            Assert.Equal("text", meta["messaging.kafka.offset"]);
            Assert.Equal(system == "kafka" ? "[3]" : "3", meta[system == "kafka" ? "kafka.partition" : "messaging.destination.partition.id"]);
        }
    }

    [Fact]
    public void A_large_text_is_not_held()
    {
        Assert.All(EncodeLarge(), text =>
        {
            for (var round = 0; round < 10 && text.IsAlive; round++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Assert.False(text.IsAlive);
        });

        [MethodImpl(MethodImplOptions.NoInlining)] // so that nothing of it is left on the stack
        WeakReference[] EncodeLarge() => [.. new[] { "tag", "resource.name", "service.name", "messaging.operation.type" }.Select(name =>
        {
            string small = new('s', 10), text = new('l', 100_000);
            foreach (var value in (string[])[small, small, text])
            {
                Sent(Samples.Span("messaging.system", "other", name, value, "last", 1));
            }

            return new WeakReference(text);
        })];
    }

    private ReceivedSpan Sent(Activity span) => Sent(encoder, span);

    private static ReceivedSpan Sent(SpanEncoder encoder, Activity span)
    {
        MessagePackWriter writer = new();
        writer.WriteArrayHeader(1);
        encoder.Encode(Samples.Chunk(span), writer, isFirstOfPayload: false);
        return Assert.Single(Assert.Single(ReceivedSpan.Decode(writer.Written)));
    }

    private static string Told(SpanEncoder encoder, Activity span)
    {
        var sent = Sent(encoder, span);
        return string.Join('\n', (string?[])
        [
            sent.Name, sent.Resource, sent.Service, sent.Type,
            .. sent.Meta.Where(tag => tag.Key != "runtime-id").Select(tag => $"{tag.Key}={tag.Value}"),
            .. sent.Metrics.Select(tag => $"{tag.Key}={tag.Value}"),
        ]);
    }
}
