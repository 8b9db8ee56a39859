using FsCheck;
using FsCheck.Fluent;

namespace Waybill.Properties.Tests.Export;

/// <summary>Whatever happens in whatever order, the exporter counts what a simple model of it counts, and the agent has exactly that.</summary>
public class ExportProperties
{
    private const int MostSteps = 25;

    private static readonly Gen<ExportStep> Step = Gen.Frequency(
        (5, Gen.Choose(1, 40).Select(traces => (ExportStep)new ExportStep.End(traces))),
        (4, Gen.Elements(Enum.GetValues<AgentMood>()).Select(mood => (ExportStep)new ExportStep.AgentBecomes(mood))),
        (1, Gen.Elements(false, true).Select(isThere => (ExportStep)new ExportStep.DiskBecomes(isThere))),
        (3, Gen.Constant((ExportStep)new ExportStep.Flush())),
        (3, Gen.Elements(false, false, true).Select(withDamage => (ExportStep)new ExportStep.Restart(withDamage))));

    /// <summary>Not made smaller on failure: each try would wait for its deadline.</summary>
    private static readonly Arbitrary<ExportStep[]> Steps = Arb.From(Gen.Choose(1, MostSteps).SelectMany(count => Step.ArrayOf(count)));

    [Fact]
    public void Every_span_is_where_the_model_has_it() => Law.Holds(Steps, steps => RunAsync(steps).GetAwaiter().GetResult(), runs: 60);

    private static async Task<string?> RunAsync(ExportStep[] steps)
    {
        ExportModel model = new();
        await using ExportUnderTest export = new();

        // At last all is well, so that nothing may be left anywhere.
        ExportStep[] end = [new ExportStep.AgentBecomes(AgentMood.Accepts), new ExportStep.DiskBecomes(true), new ExportStep.Flush()];
        foreach (var step in steps.Concat(end))
        {
            if (await ApplyAsync(step, model, export) is { } wrong)
            {
                return $"during {step}: {wrong}";
            }

            if (Difference(model, export) is { } difference)
            {
                return $"after {step}: {difference}";
            }
        }

        return export.FilesLeft > 0 ? $"{export.FilesLeft} files are left" : null;
    }

    private static async Task<string?> ApplyAsync(ExportStep step, ExportModel model, ExportUnderTest export)
    {
        // Before the world changes, what is under way comes to its end, because the model knows nothing of time.
        if (step is not ExportStep.End)
        {
            await SettleAsync(model, export);
        }

        switch (step)
        {
            case ExportStep.End end:
                model.End(end.Traces);
                export.End(end.Traces);
                return null;
            case ExportStep.AgentBecomes agent:
                model.AgentBecomes(agent.Mood);
                export.AgentBecomes(agent.Mood);
                break;
            case ExportStep.DiskBecomes disk:
                model.DiskBecomes(disk.IsThere);
                export.DiskBecomes(model.IsDiskThere);
                break;
            case ExportStep.Restart restart:
                await export.StopAsync();
                model.Stop();
                if (Difference(model, export) is { } difference)
                {
                    return difference;
                }

                model.Start(export.Start(restart.WithDamage));
                break;
        }

        await SettleAsync(model, export);
        return null;
    }

    private static async Task SettleAsync(ExportModel model, ExportUnderTest export)
    {
        model.Settle();
        await export.FlushAsync(model.Mood.Answers());
        await export.BecomesAsync(model);
    }

    private static string? Difference(ExportModel model, ExportUnderTest export)
    {
        // Ended spans may be on their way at any moment: then only the law holds, and what they become is compared at the next step.
        var counted = export.Statistics;
        return counted.Ended + counted.Recovered != counted.Accepted + counted.Buffered + counted.Spooled + counted.DroppedTotal ? $"the law is broken: {counted}"
            : model.Statistics.Buffered > 0 && model.Mood.Answers() ? null
            : counted.ToString() != model.Statistics.ToString() ? $"counted {counted}, expected {model.Statistics}"
            : export.SentToAgent != export.AcceptedByAgent ? $"the agent has {export.SentToAgent - export.AcceptedByAgent} spans twice"
            : export.AcceptedByAgent != model.AcceptedByAgent ? $"the agent has {export.AcceptedByAgent} spans, expected {model.AcceptedByAgent}"
            : null;
    }
}
