using System.Reflection;

namespace Waybill.Adapters.Sqs.Tests.Support;

/// <summary>Not a client: notes each call of any member and answers with a value made for it.</summary>
public class RecordingSqs : DispatchProxy
{
    internal List<(MethodInfo Method, object?[] Arguments, object? Result)> Calls { get; } = [];

    /// <summary>What a member answers; by default a new object, or an ended task of one.</summary>
    internal Func<MethodInfo, object?[], object?> Answer { get; set; } = (method, _) => Make(method.ReturnType);

    internal IAmazonSQS AsClient => (IAmazonSQS)(object)this;

    // Not Create<IAmazonSQS, …>: an interface with static members may be no type argument.
    internal static RecordingSqs Create() => (RecordingSqs)DispatchProxy.Create(typeof(IAmazonSQS), typeof(RecordingSqs));

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = Answer(targetMethod!, args ?? []);
        Calls.Add((targetMethod!, args ?? [], result));
        return result;
    }

    internal static object? Make(Type type) =>
        type == typeof(void) ? null
        : type == typeof(Task) ? Task.CompletedTask
        : type == typeof(string) ? Guid.NewGuid().ToString()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)
            ? typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [Make(type.GetGenericArguments()[0])])
        : type.IsInterface ? DispatchProxy.Create(type, typeof(RecordingSqs))
        : type.GetConstructor([]) is not null ? Activator.CreateInstance(type)
        : System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
}
