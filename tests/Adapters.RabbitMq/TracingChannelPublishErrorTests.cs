using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Waybill.Adapters.RabbitMq.Tests.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

public sealed class TracingChannelPublishErrorTests(RabbitMqFixture broker) : RabbitMqTest(broker)
{
    [Fact]
    public async Task An_unroutable_mandatory_message_is_an_error_to_the_caller_and_on_the_span()
    {
        await using var channel = await TracedChannelAsync();
        var exception = await Assert.ThrowsAnyAsync<PublishException>(
            async () => await channel.BasicPublishAsync("", Name, mandatory: true, Body));

        Assert.True(exception.IsReturn);
        AssertFailed(await SpanAsync("publish"), exception);
        AssertReply(await SpanAsync("publish"), 312, "NO_ROUTE");
    }

    [Fact]
    public async Task A_nack_is_an_error_to_the_caller_and_on_the_span()
    {
        await QueueAsync(arguments: new Dictionary<string, object?> { ["x-max-length"] = 0, ["x-overflow"] = "reject-publish" });
        await using var channel = await TracedChannelAsync();
        PublishException? exception = null;
        for (var attempt = 0; attempt < 20 && exception is null; attempt++)
        {
            exception = await Record.ExceptionAsync(async () => await channel.BasicPublishAsync("", Name, Body)) as PublishException;
        }

        Assert.NotNull(exception);
        Assert.False(exception.IsReturn);
        AssertFailed(Spans.Ended[^1], exception);
        Assert.Null(Spans.Ended[^1].GetTagItem("amqp.reply_code"));
    }

    [Fact]
    public async Task A_closed_channel_is_an_error_to_the_caller_and_on_the_span()
    {
        await using var channel = await TracedChannelAsync();
        await channel.CloseAsync();
        var exception = await Assert.ThrowsAsync<AlreadyClosedException>(async () => await channel.BasicPublishAsync("", Name, Body));
        AssertFailed(await SpanAsync("publish"), exception);
        AssertReply(await SpanAsync("publish"), 200, "Goodbye");
    }

    [Fact]
    public async Task A_channel_that_the_broker_closes_is_an_error_with_its_reason()
    {
        await using var channel = await TracedChannelAsync();
        var exception = await Record.ExceptionAsync(async () => await channel.BasicPublishAsync($"none-{Name}", "eu", Body));

        Assert.NotNull(exception);
        AssertFailed(await SpanAsync("publish"), exception);
        AssertReply(await SpanAsync("publish"), 404, $"NOT_FOUND - no exchange 'none-{Name}' in vhost '/'");
    }

    [Fact]
    public async Task Each_of_many_returned_messages_has_its_own_reply_and_the_programs_handler_still_hears_of_it()
    {
        const int Messages = 50;
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        var heard = 0;
        channel.BasicReturnAsync += (_, _) => Task.FromResult(Interlocked.Increment(ref heard));
        var publishes = Enumerable.Range(0, Messages)
            .Select(number => channel.BasicPublishAsync("", number % 2 == 0 ? Name : $"none-{Name}", mandatory: true, Body).AsTask())
            .ToList();
        await Task.WhenAll(publishes).ContinueWith(_ => { }, TaskScheduler.Default);

        var spans = await Spans.WaitForAsync(span => span.Kind == ActivityKind.Producer, Messages);
        Assert.Equal(Messages / 2, heard);
        Assert.All(spans, span => Assert.Equal(span.DisplayName.Contains("none-", StringComparison.Ordinal) ? 312 : null, span.GetTagItem("amqp.reply_code")));
        Assert.Equal(Messages / 2, publishes.Count(publish => publish.IsFaulted));
    }

    [Fact]
    public async Task Headers_near_the_frame_size_go_without_a_context_and_the_connection_lives()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        var fits = new byte[Untraced.FrameMax - 200];
        await channel.BasicPublishAsync(
            "", Name, mandatory: true, new BasicProperties { Headers = new Dictionary<string, object?> { ["blob"] = fits } }, Body);

        Assert.True(Untraced.IsOpen);
        Assert.Equal(["blob", "x-dotnet-pub-seq-no"], (await GetUntracedAsync()).BasicProperties.Headers!.Keys);
        Assert.Equal("frame_size", (await SpanAsync("publish")).GetTagItem("waybill.injection.skipped"));
    }

    [Fact]
    public async Task Around_the_frame_size_every_message_arrives_and_the_smaller_ones_have_their_context()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        List<bool> carries = [];
        for (var room = 1200; room >= 100; room -= 25)
        {
            Dictionary<string, object?> headers = new() { ["blob"] = new byte[Untraced.FrameMax - room] };
            await channel.BasicPublishAsync("", Name, mandatory: true, new BasicProperties { Headers = headers }, Body);
            carries.Add((await GetUntracedAsync()).BasicProperties.Headers!.ContainsKey("traceparent"));
        }

        Assert.True(Untraced.IsOpen);
        Assert.Equal(carries.OrderDescending(), carries);
        Assert.Contains(true, carries);
        Assert.Contains(false, carries);
    }

    [Fact]
    public async Task Headers_that_the_client_cannot_send_are_its_error_to_tell()
    {
        await QueueAsync();
        await using var channel = await TracedChannelAsync();
        await using var bare = await Untraced.CreateChannelAsync(Confirms);
        var properties = new BasicProperties { Headers = new Dictionary<string, object?> { ["blob"] = new Uri("http://localhost") } };
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => PublishAsync(channel));
        var expected = await Assert.ThrowsAnyAsync<Exception>(() => PublishAsync(bare));

        Assert.Equal(expected.GetType(), exception.GetType());
        Assert.Equal(expected.Message, exception.Message);
        AssertFailed(await SpanAsync("publish"), exception);

        async Task PublishAsync(IChannel through) => await through.BasicPublishAsync("", Name, mandatory: true, properties, Body);
    }

    private static void AssertReply(Activity span, int code, string text)
    {
        Assert.Equal(code, span.GetTagItem("amqp.reply_code"));
        Assert.Equal(text, span.GetTagItem("amqp.reply_text"));
    }

    private static void AssertFailed(Activity span, Exception exception)
    {
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(exception.Message, span.StatusDescription);
        Assert.Equal(exception.GetType().FullName, span.GetTagItem("error.type"));
    }
}
