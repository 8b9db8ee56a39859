using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Waybill.Benchmarks.Throughput;

/// <summary>An agent on loopback that takes every payload and looks at none: what it costs is what the network costs.</summary>
internal sealed class AgentSink : IDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray();

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();

    internal AgentSink()
    {
        listener.Start();
        Address = new Uri($"http://{listener.LocalEndpoint}");
        _ = AcceptAsync();
    }

    internal Uri Address { get; }

    /// <summary>An address on loopback on which nobody listens.</summary>
    internal static Uri Nowhere
    {
        get
        {
            using TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            return new Uri($"http://{free.LocalEndpoint}");
        }
    }

    public void Dispose()
    {
        closing.Cancel();
        listener.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(closing.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[256 * 1024];
            var filled = 0;
            try
            {
                while (true)
                {
                    var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
                    if (end >= 0)
                    {
                        filled -= end + 4 + ContentLength(buffer.AsSpan(0, end));
                        while (filled < 0)
                        {
                            filled += await ReceiveAsync(socket, buffer.AsMemory(0, Math.Min(buffer.Length, -filled)));
                        }

                        await socket.SendAsync(Answer, closing.Token);
                    }
                    else
                    {
                        filled += await ReceiveAsync(socket, buffer.AsMemory(filled));
                    }
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or EndOfStreamException)
            {
                // The tracer has gone.
            }
        }
    }

    private async Task<int> ReceiveAsync(Socket socket, Memory<byte> buffer) =>
        await socket.ReceiveAsync(buffer, closing.Token) is var received and > 0 ? received : throw new EndOfStreamException();

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        foreach (var line in Encoding.ASCII.GetString(head).Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                return int.Parse(line.AsSpan("Content-Length:".Length), System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
