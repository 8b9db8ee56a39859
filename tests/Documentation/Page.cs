using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Waybill.Documentation.Tests;

/// <summary>A page of the documentation.</summary>
internal sealed partial class Page
{
    private const string GivenStart = "<!-- given";

    private readonly MarkdownDocument document;

    internal Page(string path)
    {
        Path = path.Replace('\\', '/');
        Text = File.ReadAllText(System.IO.Path.Combine(Repository.Root, path));
        document = Markdown.Parse(Text, new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build());
    }

    /// <summary>From the root of the repository.</summary>
    internal string Path { get; }

    internal string Text { get; }

    internal MarkdownDocument Document => document;

    /// <summary>
    /// The blocks of C#, each with what stands before it in comments that a reader does not see: <c>&lt;!-- given</c>, using directives and static
    /// members, <c>--&gt;</c>. What is given holds for all blocks behind it.
    /// </summary>
    internal IEnumerable<Snippet> Snippets
    {
        get
        {
            var given = "";
            foreach (var block in document.Descendants<LeafBlock>())
            {
                if (block is HtmlBlock html && html.Lines.ToString() is var comment && comment.StartsWith(GivenStart, StringComparison.Ordinal))
                {
                    given += comment[GivenStart.Length..comment.LastIndexOf("-->", StringComparison.Ordinal)] + "\n";
                }
                else if (block is FencedCodeBlock { Info: "csharp" } code)
                {
                    yield return new Snippet(Path, code.Line + 2, code.Lines.ToString(), given);
                }
            }
        }
    }

    /// <summary>Code that no test compiles: indented, or fenced with a language that is not known here.</summary>
    internal IEnumerable<string> UncheckedCode => document.Descendants<CodeBlock>()
        .Where(block => block is FencedCodeBlock fenced
            ? fenced.Info is not ("csharp" or "sh" or "js" or "json" or "xml" or "text" or "console")
            : block.Lines.ToString().Split('\n').Any(line => line.TrimEnd().EndsWith(';')))
        .Select(block => $"{Path}:{block.Line + 1}");

    /// <summary>Where links and pictures point to, with their lines.</summary>
    internal IEnumerable<(int Line, string Target)> Links => document.Descendants<LinkInline>().Select(link => (link.Line + 1, link.Url ?? ""))
        .Concat(HtmlLink().Matches(Text).Select(match => (Text[..match.Index].Count(character => character == '\n') + 1, match.Groups[1].Value)));

    /// <summary>The anchors of the headings, as GitHub makes them.</summary>
    internal IReadOnlySet<string> Anchors => document.Descendants<HeadingBlock>()
        .Select(heading => NoAnchor().Replace(string.Concat(heading.Inline!.Descendants().Select(TextOf)).ToLowerInvariant(), "").Replace(' ', '-'))
        .ToHashSet();

    internal static string TextOf(MarkdownObject part) => part switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        _ => "",
    };

    [GeneratedRegex("""(?:src|srcset|href)="([^"]+)"[^<]*>""")]
    private static partial Regex HtmlLink();

    [GeneratedRegex(@"[^\p{L}\p{N}\s_-]")]
    private static partial Regex NoAnchor();
}
