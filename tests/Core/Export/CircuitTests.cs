using Waybill.Core.Export;

namespace Waybill.Core.Tests.Export;

public class CircuitTests
{
    private readonly Circuit circuit = new();

    [Fact]
    public void Pauses_double_up_to_five_seconds_with_a_quarter_of_chance()
    {
        double[] expected = [100, 200, 400, 800, 1600, 3200, 5000, 5000];
        foreach (var milliseconds in expected)
        {
            Assert.InRange(circuit.Open(null).TotalMilliseconds, milliseconds * 0.75, milliseconds * 1.25);
        }

        Assert.True(circuit.IsOpen);
        Assert.Equal(8, circuit.Failures);
    }

    [Fact]
    public void Pauses_are_not_all_alike() =>
        Assert.True(Enumerable.Range(0, 20).Select(_ => new Circuit().Open(null)).Distinct().Count() > 1);

    [Fact]
    public void An_answer_closes_it_and_the_pauses_begin_anew()
    {
        circuit.Open(null);
        circuit.Open(null);
        circuit.Close();
        Assert.False(circuit.IsOpen);
        Assert.InRange(circuit.Open(null).TotalMilliseconds, 75, 125);
    }

    [Fact]
    public void Somebody_who_waits_makes_the_pauses_begin_anew()
    {
        circuit.Open(null);
        circuit.Open(null);
        circuit.Hurry();
        Assert.True(circuit.IsOpen);
        Assert.InRange(circuit.Open(null).TotalMilliseconds, 75, 125);
    }

    [Fact]
    public void What_the_agent_asks_for_is_the_least()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), circuit.Open(TimeSpan.FromSeconds(30)));
        Assert.True(circuit.IsHeldBack);
        Assert.InRange(circuit.Open(TimeSpan.FromMilliseconds(1)).TotalMilliseconds, 150, 250);
        Assert.False(circuit.IsHeldBack);
    }
}
