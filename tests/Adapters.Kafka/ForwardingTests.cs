using System.Reflection;
using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Waybill.Support;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>Every member of the clients' interfaces reaches the client, with its arguments, and what it returns comes back.</summary>
public sealed class ForwardingTests
{
    /// <summary>The message is a copy with a context, and the handler is ours: <see cref="SendTracerTests"/>.</summary>
    private static readonly string[] WithOtherArguments = [nameof(IProducer<,>.Produce), nameof(IProducer<,>.ProduceAsync)];

    public static TheoryData<bool> ListenedTo => [true, false];

    [Theory]
    [MemberData(nameof(ListenedTo))]
    public void Producer(bool listened) => CallAll<IProducer<string, string>>(producer => producer.WithTracing(), listened);

    [Theory]
    [MemberData(nameof(ListenedTo))]
    public void Consumer(bool listened) => CallAll<IConsumer<string, string>>(consumer => consumer.WithTracing(), listened);

    private static void CallAll<TClient>(Func<TClient, TClient> trace, bool listened)
        where TClient : class
    {
        using var recorder = listened ? new ActivityRecorder(KafkaSource.Name) : null;
        var methods = new[] { typeof(TClient) }.Concat(typeof(TClient).GetInterfaces()).SelectMany(type => type.GetMethods()).ToArray();
        Assert.True(methods.Length > 15);
        Assert.All(methods, method =>
        {
            var client = DispatchProxy.Create<TClient, CallRecorder>();
            var calls = (CallRecorder)(object)client;
            var answer = Sample(method.ReturnType);
            calls.Return = called => called == method ? answer : Sample(called.ReturnType);
            object?[] arguments = [.. method.GetParameters().Select(parameter => Sample(parameter.ParameterType))];

            var result = method.Invoke(trace(client), arguments);

            var call = calls.Calls.FindIndex(called => called == method);
            Assert.Single(calls.Calls, called => called == method);
            if (!(listened && WithOtherArguments.Contains(method.Name)))
            {
                Assert.Equal(arguments, calls.Arguments[call]);
                Assert.Equal(answer, result);
            }

            Assert.DoesNotContain(calls.Calls, called => called.Name == method.Name && called != method);
        });
    }

    private static object? Sample(Type type) =>
        type == typeof(void) ? null
        : type == typeof(string) ? "text"
        : type == typeof(int) ? 7
        : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(3)
        : type == typeof(CancellationToken) ? new CancellationTokenSource().Token
        : type == typeof(Message<string, string>) ? new Message<string, string> { Value = "v" }
        : type == typeof(TopicPartition) ? new TopicPartition("t", 2)
        : type == typeof(TopicPartitionOffset) ? new TopicPartitionOffset("t", 2, 3)
        : type == typeof(ConsumeResult<string, string>) ? new ConsumeResult<string, string> { Topic = "t", Message = new() { Value = "v" } }
        : type == typeof(Task<DeliveryResult<string, string>>) ? Task.FromResult(new DeliveryResult<string, string> { Topic = "t" })
        : type == typeof(IConsumerGroupMetadata) ? DispatchProxy.Create<IConsumerGroupMetadata, CallRecorder>()
        : type.IsAssignableTo(typeof(Delegate)) ? (Action<DeliveryReport<string, string>>)(_ => { })
        : type.IsGenericType && type.GetGenericTypeDefinition() is var generic && (generic == typeof(IEnumerable<>) || generic == typeof(List<>))
            ? Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()))
        : RuntimeHelpers.GetUninitializedObject(type);
}
