using System.Net.Http.Json;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Model;

namespace Waybill.Demo;

/// <summary>Asks the local agent what it received.</summary>
internal sealed class AgentApi(Uri address) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };

    public async Task<IReadOnlyList<Trace>> TracesAsync(CancellationToken stop) =>
        await http.GetFromJsonAsync("/api/traces", AgentJson.Default.Traces, stop) ?? [];

    public void Dispose() => http.Dispose();
}
