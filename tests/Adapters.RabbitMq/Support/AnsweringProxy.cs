using System.Reflection;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>Stands in for an interface of the client: every member answers as the test says.</summary>
public class AnsweringProxy : DispatchProxy
{
    private Func<object?> answer = () => null;

    internal static T Of<T>(Func<object?> answer)
        where T : class
    {
        var proxy = Create<T, AnsweringProxy>();
        ((AnsweringProxy)(object)proxy).answer = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => answer();
}
