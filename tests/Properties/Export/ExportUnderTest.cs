using System.Diagnostics;
using Waybill.Core;
using Waybill.Core.Export;
using Waybill.Core.Export.Spool;
using Waybill.Core.Tests.Support;

namespace Waybill.Properties.Tests.Export;

/// <summary>The real exporter, with a real agent on loopback and a real folder.</summary>
internal sealed class ExportUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private readonly ScriptedAgent agent = new();
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("waybill");
    private readonly string folder;
    private SpanWriter writer;

    internal ExportUnderTest()
    {
        folder = Path.Combine(parent.FullName, "spool");
        writer = Start();
    }

    internal int AcceptedByAgent => agent.Spans.DistinctBy(span => (span.TraceId, span.SpanId)).Count();

    internal int SentToAgent => agent.Spans.Count;

    internal int FilesLeft => Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + SpoolName.Ending).Length : 0;

    internal ExportStatistics Statistics => writer.Statistics;

    internal void End(int traces)
    {
        for (var count = 0; count < traces; count++)
        {
            writer.Write(Samples.Chunk(Samples.Span("a", "b")));
        }
    }

    internal void AgentBecomes(AgentMood mood) => agent.Otherwise = mood.Step();

    /// <summary>Another file in the folder's place, or the folder in its own again.</summary>
    internal void DiskBecomes(bool isThere)
    {
        var away = folder + ".away";
        if (isThere && File.Exists(folder))
        {
            File.Delete(folder);
            if (Directory.Exists(away))
            {
                Directory.Move(away, folder);
            }
        }
        else if (!isThere && !File.Exists(folder))
        {
            if (Directory.Exists(folder))
            {
                Directory.Move(folder, away);
            }

            File.WriteAllText(folder, "in its place");
        }
    }

    internal async Task FlushAsync(bool toItsEnd)
    {
        using CancellationTokenSource end = new(toItsEnd ? Deadline : Moment);
        try
        {
            await writer.FlushAsync(end.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody answers, or files are out of reach. Whether that may be is for the model to say.
        }
    }

    internal ValueTask StopAsync() => writer.DisposeAsync();

    /// <returns>Spans in the file that was damaged.</returns>
    internal long Start(bool withDamage)
    {
        DiskBecomes(isThere: true);
        var damaged = withDamage ? DamageOldest() : 0;
        writer = Start();
        return damaged;
    }

    /// <summary>Waits for the numbers that are expected; ends without them at the deadline.</summary>
    internal async Task BecomesAsync(ExportModel expected)
    {
        for (var time = Stopwatch.StartNew(); time.Elapsed < Deadline && Statistics.ToString() != expected.Statistics.ToString();)
        {
            await Task.Delay(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        DiskBecomes(isThere: true);
        await writer.DisposeAsync();
        await agent.DisposeAsync();
        parent.Delete(recursive: true);
    }

    private SpanWriter Start()
    {
        var settings = Samples.Settings;
        settings.AgentUri = agent.Address;
        settings.Export.SpoolDirectory = folder;
        return new SpanWriter(settings);
    }

    private long DamageOldest()
    {
        if (!Directory.Exists(folder) || Directory.GetFiles(folder, "*" + SpoolName.Ending).Order().FirstOrDefault() is not { } path)
        {
            return 0;
        }

        var content = File.ReadAllBytes(path);
        content[SpoolFile.HeadLength] ^= 1;
        File.WriteAllBytes(path, content);
        return SpoolName.TryParse(Path.GetFileName(path), out var name) ? name.Spans : 0;
    }
}
