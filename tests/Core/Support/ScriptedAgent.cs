using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Waybill.Core.Tests.Support;

/// <summary>A trace agent on loopback that does with each request what its script says, and accepts the rest.</summary>
internal sealed class ScriptedAgent : IAsyncDisposable
{
    private readonly Socket listener;
    private readonly ConcurrentQueue<AgentStep> script;
    private readonly ConcurrentQueue<AgentRequest> requests = new();
    private readonly ConcurrentQueue<AgentRequest> infoRequests = new();
    private readonly ConcurrentBag<Task> connections = [];
    private readonly CancellationTokenSource closing = new();
    private readonly Task loop;

    public ScriptedAgent(EndPoint at, params IEnumerable<AgentStep> script)
    {
        this.script = new ConcurrentQueue<AgentStep>(script);
        listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(at);
        listener.Listen();
        loop = AcceptAsync();
    }

    public ScriptedAgent(params IEnumerable<AgentStep> script)
        : this(new IPEndPoint(IPAddress.Loopback, 0), script)
    {
    }

    public Uri Address => listener.LocalEndPoint switch
    {
        IPEndPoint ip => new Uri($"http://127.0.0.1:{ip.Port}"),
        var path => new Uri($"unix://{path}"),
    };

    /// <summary>What it does when the script has come to its end.</summary>
    public AgentStep Otherwise { get; set; } = AgentStep.Accept;

    /// <summary>Bodies that are longer are answered with 413.</summary>
    public int LongestBody { get; set; } = int.MaxValue;

    /// <summary>What is done with requests for <c>/info</c>, which are no part of the script.</summary>
    public AgentStep Info { get; set; } = AgentStep.Respond(404);

    /// <summary>The requests for <c>/info</c>.</summary>
    public IReadOnlyList<AgentRequest> InfoRequests => [.. infoRequests];

    /// <summary>All other requests in the order of their end, whatever was answered.</summary>
    public IReadOnlyList<AgentRequest> Requests => [.. requests];

    /// <summary>The chunks of the requests that were answered with 2xx.</summary>
    public IReadOnlyList<IReadOnlyList<ReceivedSpan>> Chunks =>
        [.. Requests.Where(request => request.IsAccepted).SelectMany(request => ReceivedSpan.Decode(request.Body))];

    public IReadOnlyList<ReceivedSpan> Spans => [.. Chunks.SelectMany(chunk => chunk)];

    /// <summary>A loopback port on which nobody listens now.</summary>
    public static IPEndPoint FreeEndPoint()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Dispose();
        await loop;
        await Task.WhenAll(connections);
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptAsync(closing.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using NetworkStream stream = new(socket, ownsSocket: true);
            while (await ReadHeadAsync(stream) is { } head)
            {
                var isInfo = head.StartsWith("GET /info ", StringComparison.Ordinal);
                var step = isInfo ? Info : script.TryDequeue(out var next) ? next : Otherwise;
                if (step.Then == AgentStep.Connection.ResetInBody)
                {
                    socket.LingerState = new LingerOption(true, 0);
                    return;
                }

                var lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
                var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
                    pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
                var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
                await stream.ReadExactlyAsync(body, closing.Token);
                if (body.Length > LongestBody)
                {
                    step = AgentStep.Respond(413);
                }

                await Task.Delay(step.Delay, closing.Token);
                (isInfo ? infoRequests : requests).Enqueue(new AgentRequest(lines[0], headers, body, step));
                if (step.Then == AgentStep.Connection.Hang)
                {
                    await Task.Delay(System.Threading.Timeout.Infinite, closing.Token);
                }

                if (step.Then == AgentStep.Connection.Reset)
                {
                    socket.LingerState = new LingerOption(true, 0);
                    return;
                }

                await stream.WriteAsync(step.Answer!, closing.Token);
                if (step.Then == AgentStep.Connection.Close)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // Closed, by them or by us.
        }
    }

    private async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        List<byte> head = [];
        var one = new byte[1];
        while (await stream.ReadAsync(one, closing.Token) == 1)
        {
            head.Add(one[0]);
            if (head.Count >= 4 && head[^1] == '\n' && head[^3] == '\n')
            {
                return Encoding.ASCII.GetString([.. head]);
            }
        }

        return null;
    }
}
