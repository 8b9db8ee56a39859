using System.Reflection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>Calls a member of a decorator and compares with what the decorated object was called with.</summary>
internal static class Forwarding
{
    /// <summary>Every method of an interface, accessors and inherited ones included.</summary>
    internal static IEnumerable<MethodInfo> MethodsOf(Type type) => type.GetInterfaces().Prepend(type)
        .SelectMany(one => one.GetMethods())
        .Select(method => method.IsGenericMethod ? method.MakeGenericMethod(typeof(BasicProperties)) : method);

    /// <summary>Fails unless exactly the same call reached the recording object.</summary>
    /// <returns>The arguments and the result as the caller and the decorated object saw them.</returns>
    internal static (object?[] Given, object? Result, RecordingProxy.Call Inner) Check<T>(
        MethodInfo method, T decorator, RecordingProxy inner)
        where T : class
    {
        var given = method.GetParameters().Select((parameter, index) => Value(parameter.ParameterType, index)).ToArray();
        var result = method.Invoke(decorator, given);
        var call = Assert.Single(inner.Calls);
        Assert.Equal(method, call.Method);
        return (given, result, call);
    }

    /// <summary>A value that is not the type's default and differs from that of the other parameters.</summary>
    internal static object? Value(Type type, int index) =>
        type == typeof(string) ? $"argument {index}"
        : type == typeof(bool) ? true
        : type == typeof(ushort) ? (ushort)(100 + index)
        : type == typeof(uint) ? (uint)(100 + index)
        : type == typeof(ulong) ? (ulong)(100 + index)
        : type == typeof(int) ? 100 + index
        : type == typeof(TimeSpan) ? TimeSpan.FromSeconds(100 + index)
        : type == typeof(CancellationToken) ? new CancellationTokenSource().Token
        : type == typeof(ReadOnlyMemory<byte>) ? new ReadOnlyMemory<byte>([1, 2, 3])
        : type == typeof(CachedString) ? new CachedString($"argument {index}")
        : type == typeof(BasicProperties) ? new BasicProperties()
        : type == typeof(IReadOnlyBasicProperties) ? new BasicProperties()
        : type == typeof(IDictionary<string, object?>) ? new Dictionary<string, object?>()
        : type == typeof(ShutdownEventArgs) ? new ShutdownEventArgs(ShutdownInitiator.Application, 200, "done")
        : type == typeof(CreateChannelOptions) ? new CreateChannelOptions(false, false)
        : type == typeof(AmqpTcpEndpoint) ? new AmqpTcpEndpoint()
        : type == typeof(QueueDeclareOk) ? new QueueDeclareOk("declared", 1, 2)
        : type == typeof(object) ? new object()
        : type == typeof(Task) ? Task.FromResult(new object())
        : type == typeof(ValueTask) ? new ValueTask(Task.FromResult(new object()))
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? Completed(nameof(TaskOf), type)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>) ? Completed(nameof(ValueTaskOf), type)
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(AsyncEventHandler<>) ? Completed(nameof(HandlerOf), type)
        : type == typeof(IEnumerable<ShutdownReportEntry>) ? new List<ShutdownReportEntry>()
        : type == typeof(BasicGetResult) ? new BasicGetResult(1, false, "", "", 0, new BasicProperties(), default)
        : type.IsInterface ? RecordingProxy.Of(type)
        : throw new ArgumentException($"No value of type {type} is known: add one.", nameof(type));

    private static object? Completed(string factory, Type type) => typeof(Forwarding)
        .GetMethod(factory, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(type.GenericTypeArguments)
        .Invoke(null, null);

    private static Task<T> TaskOf<T>() => Task.FromResult((T)Value(typeof(T), 0)!);

    private static ValueTask<T> ValueTaskOf<T>() => new((T)Value(typeof(T), 0)!);

    private static AsyncEventHandler<T> HandlerOf<T>()
        where T : AsyncEventArgs
    {
        var anew = new object();
        return (_, _) => Task.FromResult(anew);
    }
}
