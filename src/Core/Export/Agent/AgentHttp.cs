using System.IO.Pipes;
using System.Net.Sockets;
using System.Reflection;
using Waybill.Core.Tracing;

namespace Waybill.Core.Export.Agent;

/// <summary>Makes HTTP clients for a trace agent: over TCP, a Unix domain socket or a named pipe, with the headers by which it knows us.</summary>
internal static class AgentHttp
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    /// <param name="agent">Where it listens.</param>
    /// <param name="timeout">An answer that takes longer is none.</param>
    internal static HttpClient Create(Uri agent, TimeSpan timeout)
    {
        SocketsHttpHandler handler = new()
        {
            ActivityHeadersPropagator = null, // no span for the spans' own way
            ConnectTimeout = ConnectTimeout,
            UseProxy = false,
            AllowAutoRedirect = false, // to a page that answers 200 and took nothing
        };
        if (agent.Scheme == AgentAddress.UnixScheme)
        {
            handler.ConnectCallback = (_, cancellation) => ConnectSocketAsync(agent.LocalPath, cancellation);
        }
        else if (agent.Scheme == AgentAddress.PipeScheme)
        {
            handler.ConnectCallback = (_, cancellation) => ConnectPipeAsync(AgentAddress.PipeName(agent), cancellation);
        }

        HttpClient http = new(handler)
        {
            BaseAddress = handler.ConnectCallback is null ? agent : new Uri("http://localhost"),
            Timeout = timeout,
        };
        var headers = http.DefaultRequestHeaders;
        headers.ExpectContinue = false;
        headers.Add("Datadog-Meta-Lang", ".NET");
        headers.Add("Datadog-Meta-Lang-Interpreter", ".NET");
        headers.Add("Datadog-Meta-Lang-Version", Environment.Version.ToString());
        headers.Add("Datadog-Meta-Tracer-Version", typeof(AgentHttp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");
        headers.Add("Datadog-Client-Computed-Top-Level", "1");
        headers.Add("x-datadog-tracing-enabled", "false"); // to whatever else traces the requests of this process
        var container = ContainerIdentity.Current;
        Add("Datadog-Container-ID", container.ContainerId);
        Add("Datadog-Entity-ID", container.EntityId);
        return http;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                headers.Add(name, value);
            }
        }
    }

    private static async ValueTask<Stream> ConnectSocketAsync(string path, CancellationToken cancellationToken)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Stream> ConnectPipeAsync(string name, CancellationToken cancellationToken)
    {
        NamedPipeClientStream pipe = new(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(ConnectTimeout, cancellationToken).ConfigureAwait(false);
            return pipe;
        }
        catch (TimeoutException exception)
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw new IOException($"Nobody listens at the pipe '{name}'.", exception);
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
