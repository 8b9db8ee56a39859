using Waybill.Core.Tests.Support;

namespace Waybill.Core.Tests.Export;

public class ExportMeterTests
{
    [Fact]
    public async Task Every_state_is_measured_and_they_add_up()
    {
        await using TestTracer tests = new(new ScriptedAgent(AgentStep.Accept, AgentStep.Respond(400)));
        tests.Tracer.StartActive("taken").Close();
        await tests.FlushAsync();
        tests.Tracer.StartActive("refused").Close();
        await tests.FlushAsync();
        tests.Tracer.StartActive("open");
        tests.Tracer.StartActive("waiting").Close();

        var spans = Measurements.Of("waybill.export.spans");
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["ended"] = 3, ["recovered"] = 0, ["accepted"] = 1, ["buffered"] = 1, ["spooled"] = 0, ["dropped/Rejected"] = 1,
            },
            spans);
        tests.Tracer.ActiveScope!.Close();
    }

    [Fact]
    public async Task What_ends_while_others_look_is_in_every_measurement()
    {
        await using TestTracer tests = new(new ScriptedAgent(AgentStep.Respond(400)));
        var ending = Task.Run(() => Parallel.For(0, 20_000, _ => tests.Tracer.StartActive("a").Close()));
        while (!ending.IsCompleted)
        {
            var spans = Measurements.Of("waybill.export.spans");
            Assert.Equal(spans["ended"], spans.Where(state => state.Key != "ended").Sum(state => state.Value));
            Law.Holds(tests.Tracer.ExportStatistics);
        }

        await ending;
        await tests.FlushAsync();
    }

    [Fact]
    public async Task A_tracer_that_has_ended_is_not_measured()
    {
        await using (new TestTracer())
        {
            Assert.NotEmpty(Measurements.Of("waybill.export.spans"));
        }

        Assert.Empty(Measurements.Of("waybill.export.spans"));
    }
}
