using System.Net;
using System.Net.Sockets;

namespace Waybill.Brokers;

/// <summary>Finds ports for servers that cannot be told to pick one themselves and to say which.</summary>
public static class LoopbackPort
{
    // Below the range from which Linux serves outgoing connections, so that none of those takes the port before its server does.
    private const int First = 15_000;
    private const int Last = 32_000;
    private const int Attempts = 100;

    public static int Free()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Taken: the next one.
            }
        }

        throw new InvalidOperationException($"None of {Attempts} ports tried from {First} to {Last} on 127.0.0.1 is free.");
    }
}
