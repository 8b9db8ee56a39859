using System.Reflection;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>Stands in for a channel of the client that can be closed and recovered: every publish succeeds at once.</summary>
public class FakeChannel : DispatchProxy
{
    private AsyncEventHandler<ShutdownEventArgs>? shutdown;

    internal bool IsOpen { get; set; } = true;

    /// <summary>How many handlers returned messages have.</summary>
    internal int ReturnHandlers { get; private set; }

    internal static IChannel Open(out FakeChannel fake)
    {
        var channel = Create<IChannel, FakeChannel>();
        fake = (FakeChannel)(object)channel;
        return channel;
    }

    internal Task ShutDownAsync()
    {
        IsOpen = false;
        return shutdown?.Invoke(this, new ShutdownEventArgs(ShutdownInitiator.Peer, 320, "a test")) ?? Task.CompletedTask;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case "get_IsOpen":
                return IsOpen;
            case "add_ChannelShutdownAsync":
                shutdown += (AsyncEventHandler<ShutdownEventArgs>)args![0]!;
                return null;
            case "add_BasicReturnAsync":
                ReturnHandlers++;
                return null;
            default:
                return targetMethod.ReturnType == typeof(ValueTask) ? ValueTask.CompletedTask : null;
        }
    }
}
