using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Waybill.Brokers;

/// <summary>
/// Debian's rabbitmq-server, started by hand: every port on loopback, data in a temporary directory, no plugins, apart from the system
/// service. Runs as any user.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    // Debian's /usr/sbin/rabbitmq-server insists on the user rabbitmq; this is what it calls.
    private const string ServerScript = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private const string ControlScript = "/usr/lib/rabbitmq/bin/rabbitmqctl";

    private static readonly TimeSpan ControlDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(3);

    private readonly TemporaryDirectory directory = new("waybill-rabbitmq-");
    private readonly int port = LoopbackPort.Free();
    private readonly int portMapperPort = LoopbackPort.Free();
    private ChildProcess? portMapper;
    private ChildProcess? server;

    private RabbitMqServer()
    {
    }

    public static bool IsInstalled => File.Exists(ServerScript);

    /// <summary>With the default user, who may do everything in the virtual host <c>/</c>.</summary>
    public Uri Uri => new($"amqp://guest:guest@127.0.0.1:{port}/");

    /// <exception cref="BrokerUnavailableException">rabbitmq-server is not installed.</exception>
    public static async Task<RabbitMqServer> StartAsync(CancellationToken cancellationToken = default)
    {
        if (!IsInstalled)
        {
            throw new BrokerUnavailableException(
                $"No RabbitMQ: {ServerScript} is missing. Run 'apt-get install rabbitmq-server' or set {Broker.RabbitMqVariable} to an amqp:// address.");
        }

        var server = new RabbitMqServer();
        try
        {
            await server.StartPortMapperAsync(cancellationToken);
            await server.StartServerAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends every client's connection, as an administrator does.</summary>
    /// <param name="reason">What the clients are told.</param>
    /// <exception cref="InvalidOperationException">rabbitmqctl has failed.</exception>
    /// <exception cref="TimeoutException">It did not end within a minute.</exception>
    public async Task CloseAllConnectionsAsync(string reason)
    {
        await using var control = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = ControlScript,
            Arguments = ["-n", RabbitMqEnvironment.NodeName, "close_all_connections", reason],
            WorkingDirectory = directory.Path,
            Environment = RabbitMqEnvironment.For(directory.Path, port, portMapperPort),
        });
        var code = await control.Completion.WaitAsync(ControlDeadline);
        if (code != 0)
        {
            throw new InvalidOperationException($"rabbitmqctl close_all_connections ended with {code}: {control.OutputTail}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (server?.StopAsync(StopDeadline) ?? Task.CompletedTask);
        await (portMapper?.StopAsync(StopDeadline) ?? Task.CompletedTask);
        directory.Dispose();
    }

    // Erlang would start an epmd that stays behind; this one, on a port of its own, belongs to us.
    private async Task StartPortMapperAsync(CancellationToken cancellationToken)
    {
        portMapper = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = "epmd",
            Arguments = ["-port", Text(portMapperPort), "-address", "127.0.0.1"],
        });
        await Readiness.WaitAsync("epmd", portMapper, StartDeadline, ConnectsAsync, cancellationToken);

        async Task<bool> ConnectsAsync(CancellationToken token)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, portMapperPort, token);
            return true;
        }
    }

    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        server = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = ServerScript,
            WorkingDirectory = directory.Path,
            Environment = RabbitMqEnvironment.For(directory.Path, port, portMapperPort),
        });
        await Readiness.WaitAsync("rabbitmq-server", server, StartDeadline, token => AmqpHandshake.SucceedsAsync(port, token), cancellationToken);
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
