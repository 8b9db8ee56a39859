using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Waybill.Soak;

/// <summary>Starts the traced program and its agent, takes the agent away in between, and judges what became of every span.</summary>
internal sealed class SoakRun(TimeSpan length)
{
    internal async Task<bool> RunAsync()
    {
        var spool = Directory.CreateTempSubdirectory("waybill-soak");
        try
        {
            await using CountingAgent agent = new();
            agent.Come();
            using var load = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
            {
                ArgumentList = { "load", agent.Address.ToString(), ((int)length.TotalSeconds).ToString(CultureInfo.InvariantCulture), spool.FullName },
                RedirectStandardOutput = true,
            })!;
            try
            {
                var figures = await FollowAsync(load, agent);
                SoakReport report = new(figures, agent.Chunks, length);
                Console.WriteLine(report.Text);
                if (report.WriteInto("docs/reliability.md"))
                {
                    Console.WriteLine("docs/reliability.md has these figures now.");
                }

                report.Failures.ForEach(failure => Console.WriteLine("NOT MET: " + failure));
                return report.Failures.Count == 0;
            }
            finally
            {
                if (!load.HasExited)
                {
                    load.Kill();
                }
            }
        }
        finally
        {
            spool.Delete(recursive: true);
        }
    }

    private async Task<Figures> FollowAsync(Process load, CountingAgent agent)
    {
        var deadline = length + TimeSpan.FromMinutes(2);
        if (await load.StandardOutput.ReadLineAsync().WaitAsync(deadline) != "started")
        {
            throw new InvalidOperationException("The traced program did not start; see its error above.");
        }

        await Task.Delay(length * 0.2);
        await agent.GoAsync();
        Console.WriteLine($"{DateTime.Now:T} the agent has gone");
        await Task.Delay(length * 0.6);
        agent.Come();
        Console.WriteLine($"{DateTime.Now:T} the agent is back");
        var line = await load.StandardOutput.ReadLineAsync().WaitAsync(deadline);
        await load.WaitForExitAsync().WaitAsync(deadline);
        return JsonSerializer.Deserialize<Figures>(line ?? "") ?? throw new InvalidOperationException("The traced program gave no figures.");
    }
}
