using System.Reflection;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>Stands in for any interface of the client: records each call and answers with a value made up for the occasion.</summary>
public class RecordingProxy : DispatchProxy
{
    private readonly List<Call> calls = [];

    internal IReadOnlyList<Call> Calls => calls;

    internal static object Of(Type type) => Create(type, typeof(RecordingProxy));

    internal static T Of<T>(out RecordingProxy recording)
        where T : class
    {
        var proxy = Create<T, RecordingProxy>();
        recording = (RecordingProxy)(object)proxy;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var result = targetMethod!.ReturnType == typeof(void) ? null : Forwarding.Value(targetMethod.ReturnType, calls.Count);
        calls.Add(new Call(targetMethod, args ?? [], result));
        return result;
    }

    internal sealed record Call(MethodInfo Method, object?[] Arguments, object? Result);
}
