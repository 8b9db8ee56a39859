using System.Globalization;
using System.Text;

namespace Waybill.Benchmarks.Report;

/// <summary>
/// Writes what was measured between the marks of a page, <c>&lt;!-- bench: NAME --&gt;</c> and <c>&lt;!-- bench end --&gt;</c>. What stands outside of
/// them is written by hand and stays.
/// </summary>
internal sealed class PerformancePage(Results results, IReadOnlyList<Goal> goals)
{
    private const string Begin = "<!-- bench: ";
    private const string BeginEnd = " -->";
    private const string End = "<!-- bench end -->";

    /// <exception cref="InvalidDataException">A mark has no end.</exception>
    internal string Fill(string page)
    {
        StringBuilder filled = new();
        var at = 0;
        while (page.IndexOf(Begin, at, StringComparison.Ordinal) is var begin and >= 0)
        {
            var nameEnd = page.IndexOf(BeginEnd, begin, StringComparison.Ordinal);
            var end = nameEnd < 0 ? -1 : page.IndexOf(End, nameEnd, StringComparison.Ordinal);
            if (end < 0)
            {
                throw new InvalidDataException($"'{page[begin..Math.Min(page.Length, begin + 40)]}' has no '{End}' behind it.");
            }

            var name = page[(begin + Begin.Length)..nameEnd];
            filled.Append(page, at, nameEnd + BeginEnd.Length - at).Append("\n\n").Append(Content(name)).Append('\n');
            at = end;
        }

        return filled.Append(page, at, page.Length - at).ToString();
    }

    private string Content(string name) => name switch
    {
        "goals" => GoalTable(),
        "machine" => Machines(),
        "reference" => ReferenceFigures.Text(results),
        _ when results.Table(name) is var (part, table) => $"{MarkdownTable.Of(table)}\n<sub>{When(part)}</sub>\n",
        _ => $"Not measured yet: no results' file has the table `{name}`.\n",
    };

    private string GoalTable()
    {
        StringBuilder text = new("| wanted | | measured | |\n|---|---|--:|---|\n");
        foreach (var outcome in goals.Select(goal => goal.Judge(results)))
        {
            var verdict = outcome.IsMet ? outcome.Verdict : $"**{outcome.Verdict}**";
            text.Append(CultureInfo.InvariantCulture, $"| {outcome.Goal.Text} | {outcome.Wanted} | {outcome.Measured} | {verdict} |\n");
        }

        return text.ToString();
    }

    private string Machines() => string.Concat(results.Parts
        .GroupBy(part => part.Machine)
        .Select(machine => $"{machine.Key}: {string.Join(", ", machine.Select(part => part.Part))}.\n"));

    private static string When(PartResult part) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(part.IsQuick ? "QUICK RUN, a hint only; " : "")}`./build.sh bench {part.Part}`, {part.Date:yyyy-MM-dd HH:mm} UTC, {part.Seconds:0} s");
}
