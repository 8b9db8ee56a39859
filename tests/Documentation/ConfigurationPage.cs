using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Waybill.Documentation.Tests;

/// <summary>The tables of docs/configuration.md: below a heading that names a type, a row for each option, variable or both.</summary>
internal static class ConfigurationPage
{
    internal const string Path = "docs/configuration.md";

    internal static IReadOnlyList<Row> Rows { get; } = [.. Read()];

    /// <summary>A row.</summary>
    /// <param name="Line">From 1.</param>
    /// <param name="Options">Type and property.</param>
    /// <param name="Variables">Names of environment variables.</param>
    /// <param name="Default">Null when it is told in words.</param>
    internal sealed record Row(int Line, string[] Options, string[] Variables, string? Default);

    private static IEnumerable<Row> Read()
    {
        var type = "";
        foreach (var block in Repository.Pages.Single(page => page.Path == Path).Document)
        {
            if (block is HeadingBlock heading)
            {
                type = Codes(heading.Inline).FirstOrDefault() ?? "";
            }
            else if (block is Table table)
            {
                foreach (var row in table.OfType<TableRow>().Where(row => !row.IsHeader))
                {
                    string[][] cells = [.. row.OfType<TableCell>().Select(cell => Codes(cell.Descendants<LeafBlock>().FirstOrDefault()?.Inline).ToArray())];
                    yield return new Row(row.Line + 1, [.. cells[0].Select(name => $"{type}.{name}")], cells[1], cells[2].FirstOrDefault());
                }
            }
        }
    }

    private static IEnumerable<string> Codes(ContainerInline? text) => text?.Descendants<CodeInline>().Select(code => code.Content) ?? [];
}
