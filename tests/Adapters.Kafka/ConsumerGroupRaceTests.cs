using System.Reflection;
using Confluent.Kafka;
using Waybill.Support;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Asking a consumer for its group while it is closed ends the process: seen with the real client, so that another stands in for it.</summary>
public sealed class ConsumerGroupRaceTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(nameof(IDisposable.Dispose))]
    [InlineData(nameof(IConsumer<string, string>.Close))]
    public async Task A_consumer_is_not_closed_while_it_is_asked_for_its_group(string ending)
    {
        using ActivityRecorder recorder = new("Waybill.Kafka");
        var inner = DispatchProxy.Create<IConsumer<string, string>, SlowConsumer>();
        var slow = (SlowConsumer)(object)inner;
        var consumer = inner.WithTracing();
        var consuming = Task.Run(() => consumer.Consume(0));
        Assert.True(slow.Asked.Wait(Deadline));

        var closing = Task.Run(() => typeof(IConsumer<string, string>).GetMethods().Concat(typeof(IDisposable).GetMethods())
            .Single(method => method.Name == ending).Invoke(consumer, null));
        Assert.NotSame(closing, await Task.WhenAny(closing, Task.Delay(300, TestContext.Current.CancellationToken)));
        Assert.False(slow.IsClosed);
        slow.Answer.Set();
        await closing.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        await consuming.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.True(slow.IsClosed);
    }

    [Fact]
    public void A_consumer_that_is_closed_is_not_asked()
    {
        using ActivityRecorder recorder = new("Waybill.Kafka");
        var inner = DispatchProxy.Create<IConsumer<string, string>, SlowConsumer>();
        var slow = (SlowConsumer)(object)inner;
        slow.Answer.Set();
        var consumer = inner.WithTracing();
        consumer.Close();
        consumer.Consume(0);
        Assert.False(slow.IsGroupAsked);
    }

    public class SlowConsumer : DispatchProxy
    {
        internal ManualResetEventSlim Asked { get; } = new();

        internal ManualResetEventSlim Answer { get; } = new();

        internal bool IsClosed { get; private set; }

        internal bool IsGroupAsked { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case "get_ConsumerGroupMetadata":
                    IsGroupAsked = true;
                    Asked.Set();
                    Assert.True(Answer.Wait(Deadline));
                    return null;
                case "get_Name":
                    return "consumer-1";
                case "Close" or "Dispose":
                    IsClosed = true;
                    return null;
                case "Consume":
                    return new ConsumeResult<string, string>
                    {
                        Topic = "orders", Partition = 0, Offset = 0, Message = new Message<string, string> { Value = "v", Headers = [] },
                    };
                default:
                    return targetMethod.ReturnType.IsValueType && targetMethod.ReturnType != typeof(void) ? Activator.CreateInstance(targetMethod.ReturnType) : null;
            }
        }
    }
}
