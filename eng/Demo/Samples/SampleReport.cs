using Spectre.Console;
using Waybill.LocalAgent.Model;
using Waybill.LocalAgent.Terminal;

namespace Waybill.Demo.Samples;

/// <summary>Prints the traces, and below each what it links to.</summary>
internal static class SampleReport
{
    public static void Print(IAnsiConsole console, SampleResult result)
    {
        var spans = result.Traces.SelectMany(trace => trace.Spans).ToList();
        var names = spans.ToLookup(span => span.SpanId, Name);
        foreach (var trace in result.Traces)
        {
            console.WriteLine();
            TraceTreePrinter.Print(console, trace);
            foreach (var (span, link) in trace.Spans.SelectMany(span => span.Links.Select(link => (span, link))))
            {
                // Past the console, which would break the line.
                console.Profile.Out.Writer.WriteLine($"{Name(span)} links to {names[link.SpanId].FirstOrDefault() ?? "a span"} of trace {link.TraceId}");
            }
        }

        console.WriteLine();
        foreach (var problem in result.Problems)
        {
            console.MarkupLineInterpolated($"[red]{problem}[/]");
        }

        var errors = spans.Count(span => span.Error != 0);
        console.MarkupLineInterpolated(
            $"[bold]{result.Traces.Count} trace{(result.Traces.Count == 1 ? "" : "s")}, {spans.Count} spans, {errors} error{(errors == 1 ? "" : "s")}[/]");
    }

    private static string Name(TraceSpan span) => span.Name == span.Resource ? span.Name : $"{span.Name} {span.Resource}";
}
