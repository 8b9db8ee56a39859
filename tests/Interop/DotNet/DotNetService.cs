using System.Collections.Concurrent;
using Waybill.Core;

namespace Waybill.Interop.Tests.DotNet;

/// <summary>Our side: a service that takes messages from its inbox on every transport and sends each on to its next hop, headers and all.</summary>
internal sealed class DotNetService : IAsyncDisposable
{
    internal const string Name = "dotnet";

    private readonly Dictionary<string, ITransport> transports = [];
    private readonly ConcurrentDictionary<string, Baggage> received = new();
    private readonly HttpTransport http = new();
    private Exception? failure;

    /// <summary>Of this service alone, on every broker.</summary>
    internal string Inbox { get; } = $"dotnet-{Guid.NewGuid():N}";

    /// <summary>The hop that leads here.</summary>
    internal string Hop(string transport) => transport == "http" ? $"http@{http.Address}" : $"{transport}@{Inbox}";

    /// <param name="brokers">Where they listen.</param>
    /// <param name="only">The one broker to use; null is all of them.</param>
    internal static async Task<DotNetService> StartAsync(Brokers brokers, string? only = null)
    {
        DotNetService service = new();
        foreach (var name in Services.AllBrokers.Where(name => only is null || name == only))
        {
            service.transports[name] = name switch
            {
                "kafka" => new KafkaTransport(brokers.Kafka),
                "rabbitmq" => await RabbitMqTransport.OpenAsync(brokers.RabbitMq),
                _ => new SqsTransport(brokers.Sqs),
            };
        }

        service.transports["http"] = service.http;
        foreach (var (name, transport) in service.transports)
        {
            await transport.ReceiveAsync(service.Inbox, (body, headers) => service.WorkAsync(name, Itinerary.Parse(body), headers));
        }

        return service;
    }

    /// <summary>Starts a message on its way, in a span; a carrier of headers is the parent of that span.</summary>
    internal async Task SendAsync(Itinerary itinerary, IReadOnlyDictionary<string, string>? carrier = null, IReadOnlyDictionary<string, string>? tags = null)
    {
        var parent = carrier is null ? SpanContext.None : new SpanContextExtractor().Extract(carrier);
        using var scope = Tracer.Instance.StartActive("dotnet.root", new SpanCreationSettings { Parent = parent });
        scope.Span.SetTag("message", itinerary.Message);
        foreach (var (name, value) in tags ?? new Dictionary<string, string>())
        {
            scope.Span.SetTag(name, value);
        }

        await ForwardAsync(itinerary, null, null);
    }

    /// <summary>Waits until a message has been worked on, and tells the baggage that was current then.</summary>
    internal async Task<Baggage> ReceivedAsync(string message)
    {
        await Wait.ForAsync(
            () => received.ContainsKey(message) || failure is not null ? received : null,
            () => $"The .NET service did not get {message}.");
        return failure is null ? received[message] : throw new InvalidOperationException("The .NET service failed.", failure);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var transport in transports.Values)
        {
            await transport.DisposeAsync();
        }
    }

    private async Task WorkAsync(string transport, Itinerary itinerary, object? headers)
    {
        try
        {
            using (var scope = Tracer.Instance.StartActive("dotnet.work"))
            {
                scope.Span.SetTag("message", itinerary.Message);
                await ForwardAsync(itinerary, transport, headers);
            }

            received[itinerary.Message] = Baggage.Current;
        }
#pragma warning disable CA1031 // Told to the test that waits.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }
    }

    private async Task ForwardAsync(Itinerary itinerary, string? cameBy, object? headers)
    {
        if (itinerary.Next() is var (transport, destination, body))
        {
            await transports[transport].SendAsync(destination, body, transport == cameBy ? headers : null);
        }
    }
}
