namespace Waybill.Documentation.Tests;

/// <summary>Links within the repository lead somewhere.</summary>
public class LinkTests
{
    public static TheoryData<string> Pages => SnippetTests.Pages;

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file_and_every_anchor_to_a_heading(string path)
    {
        var page = Repository.Pages.Single(page => page.Path == path);
        var broken = page.Links
            .Where(link => !link.Target.Contains("://", StringComparison.Ordinal) && Complaint(page, link.Target) is not null)
            .Select(link => $"{path}:{link.Line}: {link.Target}: {Complaint(page, link.Target)}")
            .ToArray();
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    [Fact]
    public void Every_page_of_docs_can_be_reached_from_the_readme()
    {
        HashSet<string> reached = ["README.md", "CONTRIBUTING.md"];
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(Repository.Pages.Where(page => reached.Contains(page.Path)).SelectMany(page => page.Links.Select(link => FileOf(page, link.Target))).ToArray());
        }

        Assert.Empty(Repository.Pages.Select(page => page.Path).Except(reached));
    }

    private static string? Complaint(Page page, string target)
    {
        var file = FileOf(page, target);
        if (!Path.Exists(Path.Combine(Repository.Root, file)))
        {
            return "there is no such file";
        }

        return target.Split('#') is [_, var anchor] && !Repository.Pages.Single(other => other.Path == file).Anchors.Contains(anchor)
            ? "there is no such heading"
            : null;
    }

    /// <summary>From the root of the repository.</summary>
    private static string FileOf(Page page, string target)
    {
        var file = target.Split('#')[0];
        var folder = Path.GetDirectoryName(page.Path) ?? "";
        return file.Length == 0 ? page.Path : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, folder, file)).Replace('\\', '/');
    }
}
