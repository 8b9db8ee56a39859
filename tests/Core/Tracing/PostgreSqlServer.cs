using System.Diagnostics;
using Npgsql;
using Waybill.Brokers;

namespace Waybill.Core.Tests.Tracing;

/// <summary>A PostgreSQL of its own: on a free port of loopback, data in a temporary folder, ended with the test.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    // The server refuses to run as root, so a root's test gives it the user that Debian's package makes.
    private const string Script = """
        set -e
        cd "$1"
        as=
        if [ "$(id -u)" = 0 ]; then chown postgres .; as='setpriv --reuid postgres --regid postgres --clear-groups'; fi
        $as "$2/initdb" --pgdata=data --username=waybill --auth=trust --no-sync >/dev/null
        exec $as "$2/postgres" -D data -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off
        """;

    private const string Installed = "/usr/lib/postgresql";

    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("waybill-postgresql-");
    private readonly int port = LoopbackPort.Free();
    private ChildProcess? process;

    private PostgreSqlServer()
    {
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={port};Username=waybill;Database=postgres;Pooling=false";

    /// <summary>Skips the test where no server is installed.</summary>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        var programs = Directory.Exists(Installed)
            ? Directory.GetDirectories(Installed).Select(version => $"{version}/bin").LastOrDefault(bin => File.Exists($"{bin}/initdb"))
            : null;
        Assert.SkipWhen(programs is null, $"No PostgreSQL below {Installed}: run 'apt-get install postgresql'.");
        PostgreSqlServer server = new();
        try
        {
            await server.StartAsync(programs!);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (process?.StopAsync(StopDeadline) ?? Task.CompletedTask);
        folder.Delete(recursive: true);
    }

    private async Task StartAsync(string programs)
    {
        process = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = "sh",
            Arguments = ["-c", Script, "sh", folder.FullName, programs, $"{port}"],
        });
        for (var waited = Stopwatch.StartNew(); !await AnswersAsync(); await Task.Delay(50))
        {
            Assert.True(waited.Elapsed < StartDeadline, $"PostgreSQL does not answer: {process.OutputTail}");
        }
    }

    private async Task<bool> AnswersAsync()
    {
        Assert.True(process!.IsRunning, $"PostgreSQL has ended: {process.OutputTail}");
        try
        {
            await using NpgsqlConnection connection = new(ConnectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
