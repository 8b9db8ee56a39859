using System.Diagnostics;
using Waybill.Brokers;

namespace Waybill.Demo;

/// <summary>The three brokers, the local agent and the four services of samples/OrderPipeline, each in a process of its own.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    public static readonly string[] Services = ["storefront", "fulfilment", "shipping", "notifier"];

    private static readonly TimeSpan OutputDeadline = TimeSpan.FromMinutes(1);

    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly List<RunningProgram> services = [];
    private RunningProgram? localAgent;

    private Pipeline()
    {
    }

    public Uri Storefront { get; private set; } = null!;

    public Uri Agent { get; } = new($"http://127.0.0.1:{LoopbackPort.Free()}");

    /// <param name="say">Gets a line for each part that is there.</param>
    /// <param name="stop">Ends the start; what had started is stopped.</param>
    /// <param name="withAgent">False leaves the agent's address empty until <see cref="StartAgentAsync"/>.</param>
    /// <exception cref="BrokerUnavailableException">A broker cannot be had on this machine.</exception>
    /// <exception cref="ProgramException">A part did not start.</exception>
    public static async Task<Pipeline> StartAsync(Action<string> say, CancellationToken stop, bool withAgent = true)
    {
        Pipeline pipeline = new();
        try
        {
            await pipeline.StartPartsAsync(say, withAgent, stop);
            return pipeline;
        }
        catch
        {
            await pipeline.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="ProgramException">One of the services is no longer there.</exception>
    public void EnsureRunning() => services.ForEach(service => service.EnsureRunning());

    /// <summary>Waits until a service has written so many lines of a kind.</summary>
    /// <exception cref="ProgramException">It did not within a minute, or it ended.</exception>
    public async Task WaitForOutputAsync(string service, Func<string, bool> isWanted, int count, CancellationToken stop)
    {
        var process = services.Single(process => process.Name == service);
        for (var waited = Stopwatch.StartNew(); process.Output.Count(isWanted) < count; await Task.Delay(100, stop))
        {
            process.EnsureRunning();
            if (waited.Elapsed > OutputDeadline)
            {
                throw new ProgramException($"{service} wrote {process.Output.Count(isWanted)} of {count} lines in {OutputDeadline.TotalSeconds} s.");
            }
        }
    }

    public async Task StartAgentAsync(Action<string> say, CancellationToken stop) => localAgent = await AgentProgram.StartAsync(Agent, say, stop);

    /// <summary>Ends the services, the first of the line first, so that each sends its last spans while the agent is there.</summary>
    /// <returns>What each service said of its spans, by name.</returns>
    public async Task<IReadOnlyDictionary<string, SpanCounts>> StopServicesAsync()
    {
        foreach (var service in services)
        {
            await service.StopAsync();
        }

        return services.ToDictionary(service => service.Name, service => SpanCounts.Find(service.Name, service.Output));
    }

    /// <summary>Ends everything but the local agent.</summary>
    public async Task KeepAgentOnlyAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KeepAgentOnlyAsync();
        if (localAgent is { } agent)
        {
            await agent.DisposeAsync();
        }
    }

    private async Task StartPartsAsync(Action<string> say, bool withAgent, CancellationToken stop)
    {
        var agent = withAgent ? StartAgentAsync(say, stop) : Task.CompletedTask;
        var kafka = StartedBroker.Timed(say, "Kafka", Task.Run(Broker.KafkaAsync, stop));
        var rabbitMq = StartedBroker.Timed(say, "RabbitMQ", Broker.RabbitMqAsync(stop));
        var sqs = StartedBroker.Timed(say, "SQS", Broker.SqsAsync(stop));

        // All are awaited, also when one fails: what has started must be stopped again.
        Task<BrokerEndpoint>[] starting = [kafka, rabbitMq, sqs];
        await Task.WhenAll([agent, .. starting]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var started in starting.Where(task => task.IsCompletedSuccessfully))
        {
            parts.Push(await started);
        }

        await agent;
        Dictionary<string, string?> environment = new(AgentProgram.EnvironmentOfServices(Agent))
        {
            ["KAFKA_BOOTSTRAP_SERVERS"] = (await kafka).Address,
            ["RABBITMQ_URI"] = (await rabbitMq).Address,
            ["SQS_SERVICE_URL"] = (await sqs).Address,
        };

        var program = BuiltProgram.Path("samples/OrderPipeline", "OrderPipeline");
        var roles = Services.Select(name => StartServiceAsync(name, program, environment, say, stop)).ToList();
        await ((Task)Task.WhenAll(roles)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var started in roles.Where(role => role.IsCompletedSuccessfully))
        {
            var (service, ready) = await started;
            parts.Push(service);
            services.Add(service);
            Storefront = service.Name == "storefront" ? new Uri(ready) : Storefront;
        }

        await Task.WhenAll(roles);
    }

    private static async Task<(RunningProgram Service, string Ready)> StartServiceAsync(
        string name, string program, Dictionary<string, string?> environment, Action<string> say, CancellationToken stop)
    {
        var started = await RunningProgram.StartAsync(name, program, [name], $"{name} ready", environment, stop);
        say($"  {name,-12} ready");
        return started;
    }
}
