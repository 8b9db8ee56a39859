using System.Reflection;

namespace Waybill.Adapters.Kafka.Tests;

/// <summary>A stand-in for a client that notes the calls and answers what the test wants.</summary>
public class CallRecorder : DispatchProxy
{
    internal List<MethodInfo> Calls { get; } = [];

    internal List<object?[]> Arguments { get; } = [];

    internal Func<MethodInfo, object?> Return { get; set; } = static _ => null;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Calls.Add(targetMethod!);
        Arguments.Add(args ?? []);
        return Return(targetMethod!);
    }
}
