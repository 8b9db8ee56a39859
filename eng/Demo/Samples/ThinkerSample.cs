using Waybill.Brokers;

namespace Waybill.Demo.Samples;

/// <summary>Asks the two services what they think of a subject that they know and of one that they do not.</summary>
internal sealed class ThinkerSample(bool isOverBroker) : ISample
{
    public const string Question = "/think/?subject=technology&subject=foo_bar";

    private const string Api = "thinker-api";
    private const string Microservice = "thinker-microservice";

    public string Project => "Thinker";

    public IReadOnlyDictionary<string, int> Spans => isOverBroker
        ? new Dictionary<string, int>
        {
            [$"{Api} aspnet_core.request"] = 1,
            [$"{Api} amqp.command"] = 2,
            [$"{Microservice} amqp.command"] = 2,
            [$"{Microservice} think"] = 2,
        }
        : new Dictionary<string, int>
        {
            [$"{Api} aspnet_core.request"] = 1,
            [$"{Api} http.request"] = 1,
            [$"{Microservice} aspnet_core.request"] = 1,
            [$"{Microservice} think"] = 2,
        };

    public async Task RunAsync(SampleHost host, CancellationToken stop)
    {
        string[] options = [];
        if (isOverBroker)
        {
            await host.UseBrokerAsync("RabbitMQ", "RABBITMQ_URI", Broker.RabbitMqAsync(stop));
            options = ["--broker"];
        }

        await host.StartServiceAsync(Microservice, [Microservice, .. options], stop, "THINKER_MICROSERVICE_URL");
        var address = await host.StartServiceAsync(Api, [Api, .. options], stop);
        using HttpClient http = new() { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
        using var response = await http.GetAsync(new Uri(Question, UriKind.Relative), stop);
        host.Say($"GET {Question}: {(int)response.StatusCode}\n{await response.Content.ReadAsStringAsync(stop)}");
        if (!response.IsSuccessStatusCode)
        {
            throw new ProgramException($"{Api} answered {(int)response.StatusCode}.");
        }
    }
}
