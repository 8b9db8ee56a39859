using Spectre.Console;
using Waybill.LocalAgent.Terminal;

namespace Waybill.Demo;

/// <summary>Prints the trace of a shipped order and of the one that failed, and what came of all.</summary>
internal static class DemoReport
{
    public static void Print(IAnsiConsole console, DemoResult result)
    {
        // The last one: by then everything is connected and compiled.
        var whole = result.Traces.Values.LastOrDefault(trace => trace.Spans.All(span => span.Error == 0));
        var failed = result.Traces.Values.FirstOrDefault(trace => trace.Spans.Any(span => span.Error != 0));
        foreach (var trace in new[] { whole, failed }.OfType<LocalAgent.Model.Trace>())
        {
            console.WriteLine();
            TraceTreePrinter.Print(console, trace);
        }

        console.WriteLine();
        foreach (var problem in result.Problems)
        {
            console.MarkupLineInterpolated($"[red]{problem}[/]");
        }

        var spans = result.Traces.Values.Sum(trace => trace.Spans.Count);
        var errors = result.Traces.Values.Sum(trace => trace.Spans.Count(span => span.Error != 0));
        var dropped = result.Counts.Values.Sum(count => count.Dropped);
        console.MarkupLineInterpolated(
            $"[bold]{result.Orders} orders in, {result.Complete} traces complete, {spans} spans, {errors} error{(errors == 1 ? "" : "s")}, {dropped} spans dropped[/]");
    }
}
