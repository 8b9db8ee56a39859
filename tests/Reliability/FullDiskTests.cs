using System.Diagnostics;
using Waybill.Core;
using Waybill.Core.Tests.Support;

namespace Waybill.Reliability.Tests;

/// <summary>A disk that is really full: a file system of one megabyte in memory. Needs the right to mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string Mebibyte = "1m";

    private readonly DirectoryInfo disk = Directory.CreateTempSubdirectory("waybill");
    private readonly bool isMounted;

    public FullDiskTests() => isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={Mebibyte}", "tmpfs", disk.FullName);

    public void Dispose()
    {
        if (isMounted)
        {
            Run("umount", disk.FullName);
        }

        disk.Delete(recursive: true);
    }

    [Fact]
    public async Task What_a_full_disk_does_not_take_stays_in_memory_and_then_is_dropped_and_counted()
    {
        Assert.SkipUnless(isMounted, "no right to mount a file system");
        var spool = Path.Combine(disk.FullName, "spool");
        const int SpanLength = 10_000;
        await using TestTracer tests = new(new ScriptedAgent { Otherwise = AgentStep.Respond(503) }, settings =>
        {
            settings.Export.SpoolDirectory = spool;
            settings.Export.MaxMemoryBytes = 2 << 20;
            settings.Export.MaxPayloadBytes = 1 << 18;
        });
        for (var count = 0; count < 600 || tests.Tracer.ExportStatistics.DroppedTotal < 100; count++)
        {
            using var scope = tests.Tracer.StartActive("a");
            scope.Span.Fill(SpanLength);
            await (count % 10 == 0 ? Task.Delay(5) : Task.CompletedTask);
            Assert.True(count < 20_000, $"{tests.Tracer.ExportStatistics}");
        }

        await Eventually.BecomesTrue(() => Measurements.Of("waybill.export.bytes")["queue"] == 0);
        var full = tests.Tracer.ExportStatistics;
        Law.Holds(full);
        Assert.InRange(full.Spooled, 1, (1 << 20) / SpanLength);
        Assert.InRange(full.Buffered, 1, (2 << 20) / SpanLength);
        Assert.True(full.Dropped.Keys.All(reason => reason is DropReason.BufferFull or DropReason.QueueFull), $"{full}");
        Assert.Empty(Directory.GetFiles(spool, "*.tmp"));
        Assert.Single(tests.Log, line => line.Contains("cannot be written", StringComparison.Ordinal));

        tests.Agent.Otherwise = AgentStep.Accept;
        await tests.FlushAsync();
        var end = tests.Tracer.ExportStatistics;
        Assert.Equal((full.Spooled + full.Buffered, 0, 0), (end.Accepted, end.Buffered, end.Spooled));
        Assert.Equal(full.DroppedTotal, end.DroppedTotal);
    }

    [Fact]
    public async Task At_the_end_of_the_process_what_a_full_disk_does_not_take_is_counted()
    {
        Assert.SkipUnless(isMounted, "no right to mount a file system");
        var spool = Path.Combine(disk.FullName, "spool");
        File.WriteAllBytes(Path.Combine(disk.FullName, "others"), new byte[1000 * 1024]);
        TestTracer tests = new(new ScriptedAgent { Otherwise = AgentStep.Respond(503) }, settings => settings.Export.SpoolDirectory = spool);
        for (var count = 0; count < 100; count++)
        {
            using var scope = tests.Tracer.StartActive("a");
            scope.Span.Fill(10_000);
        }

        await tests.DisposeAsync();
        Assert.Equal("100 spans ended, 0 accepted, 0 buffered, 100 dropped (SpoolFailed: 100)", tests.Tracer.ExportStatistics.ToString());
        Assert.Empty(Directory.GetFiles(spool));
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            return process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
