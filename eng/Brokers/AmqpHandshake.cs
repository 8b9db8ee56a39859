using System.Net;
using System.Net.Sockets;

namespace Waybill.Brokers;

/// <summary>The first exchange of AMQP 0-9-1 (specification 2.2.4): a protocol header, answered by Connection.Start.</summary>
internal static class AmqpHandshake
{
    private const int FrameHeaderLength = 7;
    private static readonly byte[] ProtocolHeader = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 0, 9, 1];
    private static readonly byte[] ConnectionStart = [0, 10, 0, 10];

    public static async Task<bool> SucceedsAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(ProtocolHeader, cancellationToken);
        var answer = new byte[FrameHeaderLength + ConnectionStart.Length];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return answer.AsSpan(FrameHeaderLength).SequenceEqual(ConnectionStart);
    }
}
