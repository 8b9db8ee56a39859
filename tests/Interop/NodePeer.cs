using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Waybill.Brokers;

namespace Waybill.Interop.Tests;

/// <summary>A Node program (node/peer.js) that another tracer traces, and the socket that orders go to it on.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ChildProcess node;
    private readonly TcpClient control;
    private readonly StreamWriter orders;
    private readonly ConcurrentQueue<JsonObject> answers = new();
    private readonly string httpAddress;
    private int lastOrder;

    private NodePeer(ChildProcess node, TcpClient control, string service, string inbox, string httpAddress)
    {
        this.node = node;
        this.control = control;
        Service = service;
        Inbox = inbox;
        this.httpAddress = httpAddress;
        orders = new StreamWriter(control.GetStream()) { AutoFlush = true };
        _ = ReadAsync(new StreamReader(control.GetStream()));
    }

    /// <summary>The service that its spans name.</summary>
    internal string Service { get; }

    /// <summary>Of this program alone, on every broker.</summary>
    internal string Inbox { get; }

    /// <summary>The hop that leads here.</summary>
    internal string Hop(string transport) => transport == "http" ? $"http@{httpAddress}" : $"{transport}@{Inbox}";

    /// <summary>All that it has written so far, its tracer included.</summary>
    internal string Output => node.OutputTail;

    /// <summary>Sends to the recording agent, soon, and asks it for nothing else.</summary>
    /// <param name="brokers">Where that agent listens, and the brokers.</param>
    /// <param name="tracer">A file of node/tracing.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="transports">Those that the program uses beside HTTP.</param>
    /// <param name="environment">What the tracer is configured by; its defaults otherwise.</param>
    internal static Task<NodePeer> StartAsync(
        Brokers brokers, string tracer, string service, string[] transports, params (string Name, string Value)[] environment)
    {
        var variables = environment.ToDictionary(pair => pair.Name, pair => (string?)pair.Value);
        variables["DD_TRACE_AGENT_URL"] = brokers.Agent.Address.TrimEnd('/');
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = brokers.Agent.OtlpAddress;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/json";
        variables["DD_TRACE_FLUSH_INTERVAL"] = "100"; // milliseconds
        variables["DD_INSTRUMENTATION_TELEMETRY_ENABLED"] = variables["DD_REMOTE_CONFIGURATION_ENABLED"] = "false";
        variables["INTEROP_KAFKA"] = transports.Contains("kafka") ? brokers.Kafka : null;
        variables["INTEROP_RABBITMQ"] = transports.Contains("rabbitmq") ? brokers.RabbitMq : null;
        variables["INTEROP_SQS"] = transports.Contains("sqs") ? brokers.Sqs : null;
        return StartAsync(tracer, service, variables);
    }

    /// <summary>Uses HTTP and the transports whose address the environment names; the tracer's defaults hold for all that it does not set.</summary>
    internal static async Task<NodePeer> StartAsync(string tracer, string service, IReadOnlyDictionary<string, string?> environment)
    {
        var inbox = $"{service}-{Guid.NewGuid():N}";
        TaskCompletionSource<string> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var node = ChildProcess.Start(new ChildProcessOptions
        {
            FileName = "node",
            Arguments = ["peer.js", tracer, inbox],
            WorkingDirectory = NodePrograms.Folder,
            Environment = new Dictionary<string, string?>(environment) { [tracer == "datadog" ? "DD_SERVICE" : "OTEL_SERVICE_NAME"] = service },
            OnOutput = line => _ = line.StartsWith("{\"control\"", StringComparison.Ordinal) && started.TrySetResult(line),
        });
        await Task.WhenAny(started.Task, node.Completion, Task.Delay(Deadline));
        if (!started.Task.IsCompleted)
        {
            var output = node.OutputTail;
            await node.DisposeAsync();
            throw new InvalidOperationException($"peer.js {tracer} {service} did not start. Its last output:\n{output}");
        }

        var ports = JsonNode.Parse(await started.Task)!;
        TcpClient control = new();
        await control.ConnectAsync(IPAddress.Loopback, (int)ports["control"]!);
        return new NodePeer(node, control, service, inbox, (string)ports["http"]!);
    }

    /// <summary>Starts a message on its way, in a span of the peer; a carrier of headers is the parent of that span.</summary>
    internal async Task SendAsync(Itinerary itinerary, IReadOnlyDictionary<string, string>? carrier = null, IReadOnlyDictionary<string, string>? tags = null)
    {
        var order = ++lastOrder;
        await orders.WriteLineAsync(JsonSerializer.Serialize(new { order, itinerary = itinerary.ToString(), carrier, tags }));
        var answer = await AnswerAsync($"order {order}", answer => (int?)answer["order"] == order);
        if (answer["error"] is { } error)
        {
            throw new InvalidOperationException($"{Service} failed: {error}");
        }
    }

    /// <summary>Waits until a message has been worked on.</summary>
    internal Task<JsonObject> ReceivedAsync(string message) => AnswerAsync(message, answer => (string?)answer["received"] == message);

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        await node.DisposeAsync();
    }

    private async Task<JsonObject> AnswerAsync(string what, Func<JsonObject, bool> isIt) =>
        await Wait.ForAsync(() => answers.FirstOrDefault(isIt), () => $"{Service} did not answer to {what}. Its last output:\n{node.OutputTail}");

    private async Task ReadAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                answers.Enqueue(JsonNode.Parse(line)!.AsObject());
            }
        }
        catch (IOException)
        {
            // The test has ended.
        }
        catch (ObjectDisposedException)
        {
        }
    }
}
