using Waybill.Core.Propagation;

namespace Waybill.Core.Tests.Propagation;

public sealed class ContextLogTests : IDisposable
{
    private readonly List<string> lines = [];
    private long second = 1;

    public ContextLogTests() => ContextLog.Sink = lines.Add;

    public void Dispose() => ContextLog.Sink = _ => { };

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("1", true)]
    [InlineData("true", true)]
    public void Is_on_when_the_variable_says_so(string? value, bool isOn) =>
        Assert.Equal(isOn, ContextLog.IsAskedFor(name => name == "WAYBILL_DIAGNOSTICS" ? value : null));

    [Fact]
    public void A_busy_subject_has_five_lines_a_second_and_leaves_room_for_others()
    {
        ContextLog log = new(() => second);
        for (var i = 0; i < 1000; i++)
        {
            log.Tell("inject", "http request", "wrote");
        }

        log.Tell("extract", "kafka poll orders", "counts");
        second++;
        log.Tell("inject", "http request", "wrote");

        Assert.Equal(7, lines.Count);
        Assert.Equal("extract kafka poll orders: counts (995 lines before this one were left out)", lines[5]);
        Assert.Equal("inject http request: wrote", lines[6]);
    }

    [Fact]
    public void All_together_have_fifty_lines_a_second()
    {
        ContextLog log = new(() => second);
        for (var i = 0; i < 1000; i++)
        {
            log.Tell("inject", $"kafka send topic-{i}", "wrote");
        }

        Assert.Equal(50, lines.Count);
    }

    [Fact]
    public void A_line_has_no_control_characters_and_a_bound()
    {
        new ContextLog(() => second).Tell("extract", "rabbitmq get a\nwaybill: extract", "caf\u00e9 \u001b[2J\u2028" + new string('x', 100_000));

        var line = Assert.Single(lines);
        Assert.StartsWith(@"extract rabbitmq get a\u000awaybill: extract: caf\u00e9 \u001b[2J\u2028xxx", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, ContextLog.MaxLength, ContextLog.MaxLength + 10);
        Assert.All(line, character => Assert.InRange(character, ' ', '~'));
    }

    [Fact]
    public void A_log_that_throws_costs_the_line_alone()
    {
        ContextLog.Sink = _ => throw new InvalidOperationException("the disk is full");
        new ContextLog(() => second).Tell("inject", "http request", "wrote");
    }

    [Fact]
    public void A_log_that_sends_what_it_is_given_does_not_go_round_in_circles()
    {
        ContextLog log = new(() => second);
        var calls = 0;
        ContextLog.Sink = line =>
        {
            calls++;
            log.Tell("inject", "http request", "wrote");
        };
        log.Tell("inject", "kafka send orders", "wrote");

        Assert.Equal(1, calls);
    }
}
