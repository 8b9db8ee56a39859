using System.Diagnostics;
using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using Waybill.Support;

namespace Waybill.Adapters.RabbitMq.Tests.Support;

/// <summary>A test during which RabbitMQ.Client's own tracing is on; its hook is as before when the test has ended.</summary>
public abstract class ClientTracingTest(RabbitMqFixture broker) : RabbitMqTest(broker), IClassFixture<AllFormats>
{
    protected ActivityRecorder Clients { get; } = ClientSpans.Listen();

    protected Action<Activity, IDictionary<string, object?>> HookBefore { get; } = RabbitMQActivitySource.ContextInjector;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Clients.Dispose();
        RabbitMQActivitySource.ContextInjector = HookBefore;
        await base.DisposeAsync();
    }

    /// <summary>The ids of the parent that each format names, without repetition.</summary>
    protected static HashSet<string> ParentsIn(IDictionary<string, object?> headers)
    {
        HashSet<string> parents = [];
        Add("traceparent", text => text.Split('-')[2]);
        Add("b3", text => text.Split('-')[1]);
        Add("x-b3-spanid", text => text);
        Add("x-datadog-parent-id", text => ulong.Parse(text, CultureInfo.InvariantCulture).ToString("x16", CultureInfo.InvariantCulture));
        Add("x-amzn-trace-id", text => text.Split("Parent=")[1][..16]);
        Add("tracestate", text => text.Split("p:")[1][..16]);
        return parents;

        void Add(string name, Func<string, string> parent) => parents.Add(parent(Encoding.ASCII.GetString((byte[])headers[name]!)));
    }

    protected async Task<IReadOnlyBasicProperties> GetBareAsync() => (await GetUntracedAsync()).BasicProperties;
}
