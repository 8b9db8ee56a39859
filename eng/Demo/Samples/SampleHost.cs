using Waybill.Brokers;
using Waybill.LocalAgent.Model;

namespace Waybill.Demo.Samples;

/// <summary>The local agent, and the broker and programs of one sample. All end with it.</summary>
internal sealed class SampleHost : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly Uri agent = new($"http://127.0.0.1:{LoopbackPort.Free()}");
    private readonly Dictionary<string, string?> environment;
    private readonly string program;

    private SampleHost(string project, Action<string> say)
    {
        Say = say;
        program = BuiltProgram.Path($"samples/{project}", project);
        environment = AgentProgram.EnvironmentOfServices(agent);
    }

    /// <summary>Takes what is to be printed, line by line.</summary>
    public Action<string> Say { get; }

    /// <exception cref="ProgramException">The sample is not built, or the agent did not start.</exception>
    public static async Task<SampleHost> StartAsync(string project, Action<string> say, CancellationToken stop)
    {
        SampleHost host = new(project, say);
        host.parts.Push(await AgentProgram.StartAsync(host.agent, say, stop));
        return host;
    }

    /// <summary>Tells the broker's address to the programs that are started from here on.</summary>
    public async Task UseBrokerAsync(string name, string variable, Task<BrokerEndpoint> starting)
    {
        var broker = await StartedBroker.Timed(Say, name, starting);
        parts.Push(broker);
        environment[variable] = broker.Address;
    }

    /// <summary>Starts a program that works until it is ended.</summary>
    /// <returns>What it said of itself when it was ready.</returns>
    /// <exception cref="ProgramException">It ended or was not ready in time.</exception>
    public async Task<string> StartServiceAsync(string name, string[] arguments, CancellationToken stop, string? variable = null)
    {
        var (service, ready) = await RunningProgram.StartAsync(name, program, arguments, $"{name} ready", environment, stop);
        parts.Push(service);
        Say($"  {name,-12} ready");
        if (variable is not null)
        {
            environment[variable] = ready;
        }

        return ready;
    }

    /// <summary>Runs a program that ends by itself.</summary>
    /// <exception cref="ProgramException">It did not, or not well.</exception>
    public Task RunProgramAsync(string name, string[] arguments, CancellationToken stop) =>
        RunningProgram.RunAsync(name, program, arguments, environment, Say, stop);

    /// <summary>Ends all but the agent, which then has every span.</summary>
    /// <returns>The traces, the first first.</returns>
    public async Task<IReadOnlyList<Trace>> EndAsync(CancellationToken stop)
    {
        while (parts.Count > 1)
        {
            await parts.Pop().DisposeAsync();
        }

        using AgentApi api = new(agent);
        return [.. (await api.TracesAsync(stop)).OrderBy(trace => trace.Spans.Min(span => span.Start))];
    }

    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }
}
