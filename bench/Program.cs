using System.Diagnostics;
using Waybill.Benchmarks;
using Waybill.Benchmarks.Report;

// [NAME...] [--quick] [--check]: runs parts or groups of them, all by default, and writes the page; `report` only writes the page. With --check a goal that
// is missed is an error. The form `part NAME FOLDER` is that of the processes that the first one starts.
var isQuick = args.Contains("--quick");
var names = args.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList();
if (names is ["part", var name, var folder])
{
    var clock = Stopwatch.StartNew();
    var begun = DateTime.UtcNow;
    var tables = await BenchmarkParts.Named([name])[0].RunAsync(isQuick);
    new ResultsFolder(folder).Write(new PartResult(name, begun, Math.Round(clock.Elapsed.TotalSeconds, 1), MachineFacts.Here(), isQuick, tables));
    foreach (var table in tables)
    {
        Console.WriteLine(MarkdownTable.Of(table));
    }

    return 0;
}

IReadOnlyList<BenchmarkPart> parts;
try
{
    parts = names is ["report"] ? [] : BenchmarkParts.Named(names);
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

if (!isQuick)
{
    var failed = new BenchmarkRun(isQuick, Repository.Results).Run(parts);
    return failed.Count > 0 ? 2 : Publish(new ResultsFolder(Repository.Results).Read());
}

var hints = Directory.CreateTempSubdirectory("waybill-benchmarks");
try
{
    var failed = new BenchmarkRun(isQuick, hints.FullName).Run(parts);
    Console.WriteLine("The short form leaves the committed results and the page as they are.");
    return failed.Count > 0 ? 2 : Judge(new ResultsFolder(hints.FullName).Read());
}
finally
{
    hints.Delete(recursive: true);
}

int Publish(Results results)
{
    File.WriteAllText(Repository.Page, new PerformancePage(results, Goals.All).Fill(File.ReadAllText(Repository.Page)));
    Console.WriteLine($"{Repository.Page} has the figures of {Repository.Results} now.");
    if (SendPathChart.Draw(results) is { } chart)
    {
        File.WriteAllText(Repository.Chart, chart);
    }

    return Judge(results);
}

int Judge(Results results)
{
    var outcomes = Goals.All.Select(goal => goal.Judge(results)).Where(outcome => outcome.Figure is not null).ToList();
    outcomes.ForEach(Console.WriteLine);
    return args.Contains("--check") && outcomes.Exists(outcome => !outcome.IsMet) ? 1 : 0;
}
