using Spectre.Console;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Terminal;
using Waybill.LocalAgent.Tests.Support;

namespace Waybill.LocalAgent.Tests.Terminal;

public sealed class TraceTreePrinterTests
{
    [Fact]
    public void A_trace_over_three_brokers_reads_without_colours()
    {
        string[] lines = Print(OrderTrace());
        Assert.Equal(ReadExpected("order-trace.txt"), lines);
    }

    [Fact]
    public void Colours_tell_services_apart_and_errors_are_red()
    {
        string text = string.Join('\n', Print(OrderTrace(), ansi: true));
        Assert.Contains("\u001b[38;5;39mstorefront", text, StringComparison.Ordinal);
        Assert.Contains("\u001b[38;5;196m✗ ship", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_without_unicode_gets_ascii() =>
        Assert.All(string.Concat(Print(OrderTrace(), unicode: false)), letter => Assert.InRange(letter, ' ', '~'));

    [Fact]
    public void Hostile_text_cannot_leave_its_row()
    {
        TraceSpan span = Samples.Span(1, service: "\u001b[2J[red]" + new string('x', 5000));
        span.Name = "a\nb\rc\u202e[/]";
        span.Resource = new string('注', 3000);
        span.Error = 1;
        span.Meta["error.message"] = "first\n\u001b]0;title\u0007" + new string('y', 5000);
        string[] lines = Print(new Trace { TraceId = "\u001b[0m", Spans = [span] });

        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.True(TerminalText.Width(line) <= 120, line));
        Assert.DoesNotContain(string.Concat(lines), char.IsControl);
    }

    [Fact]
    public void Every_line_fits_whatever_the_trace()
    {
        TraceSpan[] deep = [.. Enumerable.Range(1, 2000).Select(i => Samples.Span((ulong)i, (ulong)i - 1, i, 5000 - i, $"service-number-{i % 9}"))];
        deep[100].Error = 1;
        deep[5].Metrics["message.queue_time_ms"] = 1e300;
        string[] lines = Print(new Trace { TraceId = "1", Spans = deep });

        Assert.All(lines, line => Assert.True(TerminalText.Width(line) <= 120, line));
        Assert.Contains(lines, line => line.Contains("└─ (13) op14 ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("(12)", StringComparison.Ordinal));
        Assert.Equal($"and {2000 - TraceTreeView.MaxRows} more spans", lines[^1]);
    }

    [Fact]
    public void An_empty_trace_is_no_problem() =>
        Assert.Equal("Trace 1   0 services, 0 spans, 0 errors, 0.00 ms", Print(new Trace { TraceId = "1" })[0]);

    private static string[] ReadExpected(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Terminal", name));

    private static string[] Print(Trace trace, bool ansi = false, bool unicode = true)
    {
        var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = ansi ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Capabilities.Unicode = unicode;
        TraceTreePrinter.Print(console, trace);
        return output.ToString().TrimEnd('\n').Split('\n');
    }

    private static Trace OrderTrace()
    {
        TraceSpan[] spans =
        [
            Samples.Span(1, 0, 0, 14.2), Samples.Span(2, 1, 2.5, 11),
            Samples.Span(3, 2, 19.4, 31, "fulfilment"), Samples.Span(4, 3, 24, 9.5, "fulfilment"),
            Samples.Span(5, 4, 41, 40, "shipping"), Samples.Span(6, 5, 52.25, 27, "shipping"),
            Samples.Span(7, 6, 120, 62.33, "notifier"),
        ];
        string[] names = ["http.server.request", "kafka.produce", "kafka.consume", "amqp.command", "amqp.command", "ship", "notify"];
        string[] resources =
        [
            "POST /orders", "Produce Topic orders", "Consume Topic orders", "basic.publish shipping -> parcel", "basic.deliver",
            "SQS.SendMessage", "SQS.ReceiveMessage",
        ];
        for (int i = 0; i < spans.Length; i++)
        {
            spans[i].Name = names[i];
            spans[i].Resource = resources[i];
        }

        spans[2].Metrics["message.queue_time_ms"] = 5.9;
        spans[4].Meta["message.queue_time_ms"] = "7.5";
        spans[6].Metrics["message.queue_time_ms"] = 40.75;
        spans[5].Error = 1;
        spans[5].Meta["error.type"] = "System.InvalidOperationException";
        spans[5].Meta["error.message"] = "No carrier serves the postcode 00000.";
        return new Trace { TraceId = "691e5f00000000008000000000000001", Spans = [.. spans.Reverse()] };
    }
}
