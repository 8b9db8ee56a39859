using System.Diagnostics;
using RabbitMQ.Client;
using Waybill.Adapters.RabbitMq.Tests.Support;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests;

/// <summary>The send span's end and errors, whatever the client does.</summary>
public sealed class TracingChannelSendSpanTests : IDisposable
{
    private readonly ActivityRecorder recorder = new("Waybill.RabbitMq");
    private readonly List<IChannel> traced = [];
    private readonly TaskCompletionSource answer = new();
    private readonly InvalidOperationException failure = new("closed");

    [Fact]
    public async Task The_span_ends_when_the_broker_has_acknowledged()
    {
        var channel = Traced(() => new ValueTask(answer.Task));
        var named = PublishAsync(channel);
        var cached = PublishCachedAsync(channel);
        Assert.Empty(recorder.Ended);
        Assert.Null(Activity.Current);

        answer.SetResult();
        await named;
        await cached;
        Assert.All(recorder.Ended, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
        Assert.Equal(2, recorder.Ended.Count);
    }

    [Fact]
    public async Task A_failure_after_a_while_is_on_the_span_and_the_callers()
    {
        var channel = Traced(() => new ValueTask(answer.Task));
        var named = PublishAsync(channel);
        var cached = PublishCachedAsync(channel);
        answer.SetException(failure);
        await AssertFailedAsync(named, cached);
    }

    [Fact]
    public async Task A_failure_at_once_is_on_the_span_and_the_callers()
    {
        var channel = Traced(Throw);
        await AssertFailedAsync(PublishAsync(channel), PublishCachedAsync(channel));
        Assert.Contains(nameof(Throw), failure.StackTrace, StringComparison.Ordinal);

        object? Throw() => throw failure;
    }

    [Fact]
    public async Task Null_properties_are_the_clients_error_to_tell()
    {
        var channel = Traced(() => throw failure);
        Assert.Same(failure, await Record.ExceptionAsync(
            async () => await channel.BasicPublishAsync<BasicProperties>("", "orders", true, null!, default, CancellationToken.None)));
        Assert.Equal("unreadable_properties", Assert.Single(recorder.Ended).GetTagItem("waybill.injection.skipped"));
    }

    public void Dispose()
    {
        recorder.Dispose();
        traced.ForEach(channel => Record.Exception(channel.Dispose)); // some answer all calls with an exception
    }

    private IChannel Traced(Func<object?> answer)
    {
        traced.Add(AnsweringProxy.Of<IChannel>(answer).WithTracing());
        return traced[^1];
    }

    private static async Task PublishAsync(IChannel channel) =>
        await channel.BasicPublishAsync("", "orders", true, new BasicProperties(), default, TestContext.Current.CancellationToken);

    private static async Task PublishCachedAsync(IChannel channel) => await channel.BasicPublishAsync(
        CachedString.Empty, new CachedString("orders"), true, new BasicProperties(), default, TestContext.Current.CancellationToken);

    private async Task AssertFailedAsync(params Task[] publishes)
    {
        foreach (var publish in publishes)
        {
            Assert.Same(failure, await Record.ExceptionAsync(() => publish));
        }

        Assert.Equal(publishes.Length, recorder.Ended.Count);
        Assert.All(recorder.Ended, span => Assert.Equal((ActivityStatusCode.Error, "closed"), (span.Status, span.StatusDescription)));
    }
}
