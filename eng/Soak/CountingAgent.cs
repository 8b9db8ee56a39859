using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Waybill.Soak;

/// <summary>An agent on loopback that counts the chunks that it takes, and can go away and come back. It ends what it has begun to answer.</summary>
internal sealed class CountingAgent : IAsyncDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray();

    private readonly IPEndPoint at;
    private readonly List<Task> connections = [];
    private TcpListener? listener;
    private Task accepting = Task.CompletedTask;
    private long chunks;

    internal CountingAgent()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        at = (IPEndPoint)free.LocalEndpoint;
    }

    internal Uri Address => new($"http://{at}");

    internal long Chunks => Interlocked.Read(ref chunks);

    internal void Come()
    {
        listener = new TcpListener(at);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    internal async Task GoAsync()
    {
        listener?.Stop();
        await accepting;
        await Task.WhenAll(connections);
        connections.Clear();
    }

    public async ValueTask DisposeAsync() => await GoAsync();

    private async Task AcceptAsync(TcpListener on)
    {
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await on.AcceptTcpClientAsync()));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has gone.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                long length = 0;
                long count = 0;
                var bytes = new byte[64 * 1024];
                var filled = 0;
                int end;
                while ((end = bytes.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
                {
                    var read = await stream.ReadAsync(bytes.AsMemory(filled));
                    if (read == 0)
                    {
                        return;
                    }

                    filled += read;
                }

                foreach (var line in Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n"))
                {
                    length = Value(line, "Content-Length") ?? length;
                    count = Value(line, "X-Datadog-Trace-Count") ?? count;
                }

                for (var left = length - (filled - end - 4); left > 0;)
                {
                    var read = await stream.ReadAsync(bytes.AsMemory(0, (int)Math.Min(left, bytes.Length)));
                    if (read == 0)
                    {
                        return;
                    }

                    left -= read;
                }

                await stream.WriteAsync(Answer);
                Interlocked.Add(ref chunks, count);
            }
            catch (IOException)
            {
                // The other side has gone.
            }
        }
    }

    private static long? Value(string line, string header) =>
        line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase) ? long.Parse(line[(header.Length + 1)..], CultureInfo.InvariantCulture) : null;
}
