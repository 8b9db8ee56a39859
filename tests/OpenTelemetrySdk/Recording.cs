using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Waybill.Core;
using Waybill.Core.Tests.Support;
using Tracer = Waybill.Core.Tracer;

namespace Waybill.OpenTelemetrySdk.Tests;

/// <summary>A tracer of ours, a tracer provider of OpenTelemetry, or both, each with an exporter.</summary>
internal sealed class Recording : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly ScriptedAgent agent = new();
    private readonly ConcurrentQueue<Activity> exported = new();
    private readonly TracerProvider? provider;
    private readonly Tracer? tracer;

    public Recording(RecordedBy by, Sampler? sampler = null)
    {
        Activity.Current = null;
        if (by.HasFlag(RecordedBy.OpenTelemetry))
        {
            provider = Sdk.CreateTracerProviderBuilder()
                .AddSource("Waybill.*", Shop.Name)
                .SetSampler(sampler ?? new AlwaysOnSampler())
                .AddProcessor(new BatchActivityExportProcessor(new Exporter(exported)))
                .Build();
        }

        if (by.HasFlag(RecordedBy.Waybill))
        {
            TracerSettings settings = new() { ServiceName = "shop", AgentUri = agent.Address, Log = _ => { } };
            settings.IncludedSources.Clear(); // of other libraries neither records anything
            settings.IncludedSources.Add(Shop.Name);
            tracer = Tracer.Configure(settings);
        }
    }

    /// <summary>The program's own spans.</summary>
    public static ActivitySource Shop { get; } = new("Shop");

    /// <summary>Waits until each exporter has so many spans; that none has more, the test checks.</summary>
    /// <returns>What each of the exporters got, in the order of the ends.</returns>
    public async Task<IReadOnlyDictionary<RecordedBy, IReadOnlyList<RecordedSpan>>> EndAsync(int spans)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Deadline;)
        {
            var exported = await FlushAsync();
            if (exported.Values.All(of => of.Count >= spans))
            {
                return exported;
            }

            await Task.Delay(50);
        }

        return await FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        provider?.Dispose();
        if (tracer is not null)
        {
            await tracer.DisposeAsync();
        }

        await agent.DisposeAsync();
        Activity.Current = null;
    }

    private async Task<IReadOnlyDictionary<RecordedBy, IReadOnlyList<RecordedSpan>>> FlushAsync()
    {
        Dictionary<RecordedBy, IReadOnlyList<RecordedSpan>> exportedBy = [];
        if (provider is not null)
        {
            Assert.True(provider.ForceFlush((int)Deadline.TotalMilliseconds));
            exportedBy.Add(RecordedBy.OpenTelemetry, [.. exported.Select(RecordedSpan.From)]);
        }

        if (tracer is not null)
        {
            Assert.True(await tracer.ForceFlushAsync().WaitAsync(Deadline));
            Assert.Equal(0, tracer.ExportStatistics.DroppedTotal);
            exportedBy.Add(RecordedBy.Waybill, [.. agent.Spans.Select(RecordedSpan.From)]);
        }

        return exportedBy;
    }

    private sealed class Exporter(ConcurrentQueue<Activity> exported) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch)
            {
                exported.Enqueue(activity);
            }

            return ExportResult.Success;
        }
    }
}
