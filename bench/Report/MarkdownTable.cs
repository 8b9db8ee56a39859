using System.Text;

namespace Waybill.Benchmarks.Report;

/// <summary>A table as a page has it.</summary>
internal static class MarkdownTable
{
    internal static string Of(ResultTable table)
    {
        StringBuilder text = new($"| {table.Title} | {string.Join(" | ", table.Columns)} |\n|---|{string.Concat(table.Columns.Select(_ => "--:|"))}\n");
        foreach (var row in table.Rows)
        {
            text.Append($"| {row.Name} | {string.Join(" | ", row.Values.Select(Figures.Text))} |\n");
        }

        return text.ToString();
    }
}
