using System.Runtime.CompilerServices;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Waybill.Adapters.RabbitMq;

/// <summary>What all decorators of one channel have in common: a program may wrap a channel anew for each use.</summary>
internal sealed class ChannelState
{
    private static readonly ConditionalWeakTable<IChannel, ChannelState> ByChannel = [];

    private readonly Lock gate = new();
    private readonly IChannel channel;
    private bool isWatched;
    private bool holdsHook;

    private ChannelState(IChannel channel) => this.channel = channel;

    /// <summary>Why the broker gave messages of this channel back.</summary>
    internal ReturnedMessages Returned { get; } = new();

    internal static ChannelState Of(IChannel channel) => ByChannel.GetValue(channel, static channel => new ChannelState(channel));

    /// <summary>Holds the hook from here until the channel is closed; a channel that was recovered takes it again.</summary>
    internal void HoldHook()
    {
        if (!Volatile.Read(ref holdsHook))
        {
            Hold();
        }
    }

    internal void ReleaseHook()
    {
        lock (gate)
        {
            if (holdsHook)
            {
                holdsHook = false;
                ClientContextInjector.Release();
            }
        }
    }

    private void Hold()
    {
        lock (gate)
        {
            if (holdsHook || !TryWatch())
            {
                return;
            }

            holdsHook = true;
            ClientContextInjector.Acquire();
        }

        if (!channel.IsOpen)
        {
            // It was closed meanwhile, and its event may have come before.
            ReleaseHook();
        }
    }

    /// <summary>False when the channel is closed: nothing goes out over it.</summary>
    private bool TryWatch()
    {
        try
        {
            if (!isWatched)
            {
                channel.ChannelShutdownAsync += OnShutdownAsync;
                isWatched = true;
            }

            return channel.IsOpen;
        }
#pragma warning disable CA1031 // A channel that is disposed: the publish itself will say so.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason)
    {
        ReleaseHook();
        return Task.CompletedTask;
    }
}
