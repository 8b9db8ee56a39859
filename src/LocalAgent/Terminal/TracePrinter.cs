using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Spectre.Console;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Terminal;

/// <summary>Prints each trace as a tree once nothing more of it has come for a while; again, if something comes later.</summary>
internal sealed class TracePrinter(TraceStore store, IAnsiConsole console) : BackgroundService
{
    private const int MaxWaiting = 10_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    // Beyond the bound the oldest news go: a terminal shows no thousands of traces.
    private readonly Channel<ulong> news = Channel.CreateBounded<ulong>(new BoundedChannelOptions(MaxWaiting)
    {
        FullMode = BoundedChannelFullMode.DropOldest,
        SingleReader = true,
    });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        store.Changed += OnChanged;
        Dictionary<ulong, long> waiting = [];
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                while (waiting.Count < MaxWaiting && news.Reader.TryRead(out ulong id))
                {
                    waiting[id] = Environment.TickCount64;
                }

                PrintQuiet(waiting);
            }
        }
        catch (OperationCanceledException)
        {
            PrintQuiet(waiting);
        }
        finally
        {
            store.Changed -= OnChanged;
        }
    }

    private void OnChanged(IReadOnlySet<ulong> traces)
    {
        foreach (ulong id in traces)
        {
            news.Writer.TryWrite(id);
        }
    }

    private void PrintQuiet(Dictionary<ulong, long> waiting)
    {
        long now = Environment.TickCount64;
        foreach ((ulong id, _) in waiting.Where(pair => now - pair.Value >= Quiet.TotalMilliseconds).ToArray())
        {
            waiting.Remove(id);
            if (store.Find(id) is { } trace)
            {
                TraceTreePrinter.Print(console, Read(trace));
                console.WriteLine();
            }
        }
    }

    private static Trace Read(TraceSnapshot trace) => new()
    {
        TraceId = trace.TraceId,
        Spans = [.. trace.Spans.Select(span => JsonSerializer.Deserialize(span.Json, AgentJson.Default.TraceSpan)!)],
    };
}
