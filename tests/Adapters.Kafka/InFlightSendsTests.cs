using System.Diagnostics;
using Confluent.Kafka;
using Waybill.Core;
using Waybill.Core.Messaging;
using Waybill.Support;

namespace Waybill.Adapters.Kafka.Tests;

public sealed class InFlightSendsTests
{
    private static readonly SpanTemplate Template =
        SpanTemplate.Create(KafkaTracingOptions.None, new MessageOperation(MessagingSystems.Kafka, "send", MessagingOperations.Send, "t"));

    private readonly InFlightSends sends = new();

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    public void A_send_is_taken_away_once_in_any_order(params int[] order)
    {
        InFlightSend[] all = [Sent(), Sent(), Sent()];
        Assert.All(all, send => Assert.True(sends.TryAdd(send, isReported: true)));

        Assert.All(order, index =>
        {
            Assert.True(InFlightSends.Take(all[index]));
            Assert.False(InFlightSends.Take(all[index]));
        });

        sends.EndAll();
        Assert.All(all, send => Assert.False(send.Span!.IsStopped));
    }

    [Fact]
    public void Many_are_kept_however_long_some_of_them_take()
    {
        var slow = Enumerable.Range(0, 50).Select(_ => Sent()).ToList();
        Assert.All(slow, send => Assert.True(sends.TryAdd(send, isReported: true)));
        for (var round = 0; round < 20; round++)
        {
            var quick = Enumerable.Range(0, 100).Select(_ => Sent()).ToList();
            Assert.All(quick, send => Assert.True(sends.TryAdd(send, isReported: false)));
            Assert.All(quick.OrderBy(send => send.Span!.SpanId.ToHexString()), send => Assert.True(InFlightSends.Take(send)));
        }

        sends.EndAll();

        Assert.All(slow, send => Assert.True(send.Span!.IsStopped));
        Assert.All(slow, send => Assert.False(InFlightSends.Take(send)));
    }

    [Fact]
    public void One_that_was_never_added_is_its_callers_own() => Assert.True(InFlightSends.Take(Sent()));

    [Fact]
    public void All_that_are_left_end_as_failed_and_the_current_activity_stays()
    {
        InFlightSend[] all = [Sent(), Sent()];
        Assert.All(all, send => Assert.True(sends.TryAdd(send, isReported: true)));
        using var current = new Activity("current").Start();

        sends.EndAll();

        Assert.Same(current, Activity.Current);
        Assert.All(all, send =>
        {
            Assert.True(send.Span!.IsStopped);
            Assert.Equal(ActivityStatusCode.Error, send.Span.Status);
            Assert.Equal(InFlightSends.NotFlushed, send.Span.GetTagItem("error.type"));
            Assert.False(InFlightSends.Take(send));
        });
    }

    [Fact]
    public void A_message_in_flight_holds_little_memory()
    {
        const int Messages = 10_000;
        using ActivityRecorder recorder = new(KafkaSource.Name);
        FakeProducer client = new() { KeepsHandlers = true };
        var producer = client.WithTracing();
        Message<string, string> message = new() { Value = "v" };
        producer.Produce("t", message);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Messages; i++)
        {
            producer.Produce("t", message);
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Messages;

        // The Activity with its ids and five tags is 640 of them; the handler, its object and two places in lists the rest.
        Assert.InRange(bytes, 0, 850);
        producer.Dispose();
        Assert.Equal(Messages + 1, recorder.Ended.Count);
    }

    [Fact]
    public async Task Threads_may_add_and_take_away_at_the_same_time()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                InFlightSend a = new(Template, null), b = new(Template, null);
                sends.TryAdd(a, isReported: true);
                sends.TryAdd(b, isReported: true);
                Assert.True(InFlightSends.Take(a));
                Assert.True(InFlightSends.Take(b));
            }
        }))).WaitAsync(KafkaBroker.Deadline);
        sends.EndAll();
    }

    private static InFlightSend Sent()
    {
        var span = new Activity("send").Start();
        Activity.Current = null;
        return new InFlightSend(Template, span);
    }
}
