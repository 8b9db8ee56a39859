namespace Waybill.Documentation.Tests;

/// <summary>What a reader copies from a page compiles against what is built here.</summary>
public class SnippetTests
{
    public static TheoryData<string> Pages => [.. Repository.Pages.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_a_page_compiles(string path)
    {
        var page = Repository.Pages.Single(page => page.Path == path);
        var errors = page.Snippets.SelectMany(snippet => snippet.Errors()).ToArray();
        Assert.True(errors.Length == 0, string.Join('\n', errors));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_block_of_a_page_escapes_the_compiler(string path)
    {
        var missed = Repository.Pages.Single(page => page.Path == path).UncheckedCode.ToArray();
        Assert.True(missed.Length == 0, $"{string.Join(", ", missed)}: code is fenced with ```csharp, everything else with one of the languages that Page knows");
    }

    [Fact]
    public void There_are_blocks() => Assert.True(Repository.Pages.Sum(page => page.Snippets.Count()) >= 12);

    [Fact]
    public void An_error_has_its_page_and_line()
    {
        Snippet snippet = new("docs/kafka.md", 100, "using Waybill.Core;\n\nvar tracer = Tracer.Instance;\ntracer.NoSuchThing(stop);", "static CancellationToken stop;");
        Assert.Equal(["docs/kafka.md:103: CS1061"], snippet.Errors().Select(error => error[..25]));
    }
}
