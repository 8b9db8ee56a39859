using System.Diagnostics;
using System.Text.Json;
using Waybill.Core;

namespace Waybill.Soak;

/// <summary>The traced program: 20,000 spans a second from two threads, and a third that looks at the law ten times a second.</summary>
internal sealed class Load(Uri agent, TimeSpan length, string spool)
{
    private const int SpansPerSecond = 20_000;
    private const int Threads = 2;
    private const int StepsPerSecond = 100;
    private static readonly TimeSpan Calibration = TimeSpan.FromSeconds(3);
    private static readonly ActivitySource Source = new("Waybill.Soak");

    private readonly Dictionary<Phase, Latencies[]> latencies = Enum.GetValues<Phase>().ToDictionary(phase => phase, _ => PerThread());
    private readonly Dictionary<Phase, long> workingSets = [];
    private readonly Dictionary<Phase, long> mostWorkingSets = [];
    private long created;
    private long looks;
    private long broken;

    internal async Task RunAsync()
    {
        var bare = PerThread();
        await CreateAsync(Calibration, _ => bare); // for the compiler
        bare = PerThread();
        await CreateAsync(Calibration, _ => bare);
        Interlocked.Exchange(ref created, 0);

        TracerSettings settings = new() { ServiceName = "soak", AgentUri = agent, Export = { SpoolDirectory = spool } };
        var tracer = Tracer.Configure(settings);
        using ExportGauges gauges = new();
        using CancellationTokenSource ended = new();
        Console.WriteLine("started");
        var looking = LookAsync(tracer, gauges, ended.Token);
        await CreateAsync(length, elapsed => latencies[Phases.At(elapsed, length)]);
        await ended.CancelAsync();
        await looking;
        await tracer.ForceFlushAsync();
        await tracer.DisposeAsync();

        var statistics = tracer.ExportStatistics;
        Console.WriteLine(JsonSerializer.Serialize(new Figures
        {
            Created = created,
            Ended = statistics.Ended,
            Accepted = statistics.Accepted,
            Left = statistics.Buffered + statistics.Spooled,
            Dropped = statistics.Dropped.ToDictionary(drop => drop.Key.ToString(), drop => drop.Value),
            Looks = looks,
            LooksThatBrokeTheLaw = broken,
            MostMemory = gauges.MostMemory,
            MemoryCap = settings.Export.MaxMemoryBytes,
            MostSpool = gauges.MostSpool,
            SpoolCap = settings.Export.MaxSpoolBytes,
            Without = Figures(bare, 0, 0),
            With = latencies.ToDictionary(pair => pair.Key, pair => Figures(pair.Value, workingSets[pair.Key], mostWorkingSets[pair.Key])),
        }));
    }

    private static Latencies[] PerThread() => [.. Enumerable.Range(0, Threads).Select(_ => new Latencies())];

    private static PhaseFigures Figures(Latencies[] threads, long workingSet, long most) => new(
        threads.Max(thread => thread.Percentile(50)), threads.Max(thread => thread.Percentile(99)), threads.Max(thread => thread.Longest), workingSet, most);

    private Task CreateAsync(TimeSpan time, Func<TimeSpan, Latencies[]> into) => Task.WhenAll(Enumerable.Range(0, Threads).Select(index => Task.Factory.StartNew(
        () =>
        {
            const int SpansPerStep = SpansPerSecond / Threads / StepsPerSecond;
            var clock = Stopwatch.StartNew();
            for (var step = 0; clock.Elapsed < time; step++)
            {
                var own = into(clock.Elapsed)[index];
                for (var span = 0; span < SpansPerStep; span++)
                {
                    var started = Stopwatch.GetTimestamp();
                    CreateSpan();
                    own.Add(started);
                }

                Interlocked.Add(ref created, SpansPerStep);
                var wait = TimeSpan.FromSeconds((step + 1.0) / StepsPerSecond) - clock.Elapsed;
                if (wait > TimeSpan.Zero)
                {
                    Thread.Sleep(wait);
                }
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private static void CreateSpan()
    {
        using var activity = Source.StartActivity("work");
        activity?.SetTag("messaging.system", "kafka").SetTag("messaging.destination.name", "orders").SetTag("messaging.operation.type", "send")
            .SetTag("messaging.operation.name", "send").SetTag("messaging.client.id", "soak-1").SetTag("server.address", "127.0.0.1")
            .SetTag("server.port", 9092).SetTag("order", "0123456789abcdef");
    }

    private async Task LookAsync(Tracer tracer, ExportGauges gauges, CancellationToken ended)
    {
        var clock = Stopwatch.StartNew();
        while (!ended.IsCancellationRequested)
        {
            var now = tracer.ExportStatistics;
            looks++;
            broken += now.Ended + now.Recovered == now.Accepted + now.Buffered + now.Spooled + now.DroppedTotal ? 0 : 1;
            gauges.Look();
            var phase = Phases.At(clock.Elapsed, length);
            workingSets[phase] = Environment.WorkingSet;
            mostWorkingSets[phase] = Math.Max(mostWorkingSets.GetValueOrDefault(phase), Environment.WorkingSet);
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
