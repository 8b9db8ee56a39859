using System.Xml.Linq;

namespace Waybill.Packages.Tests;

/// <summary>What is in the packages and what they say of themselves.</summary>
public class PackageTests(PackedSources packed)
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    public static IEnumerable<TheoryDataRow<string>> Projects => Repository.Projects.Select(project => new TheoryDataRow<string>(project));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_package_has_readme_icon_licence_and_repository(string project)
    {
        using var package = PackageFile.Open(packed, project);
        Assert.Equal(Repository.PackageOf(project), package.Element("id")?.Value);
        Assert.Equal(Repository.Version, package.Element("version")?.Value);
        Assert.Equal("Apache-2.0", package.Element("license")?.Value);
        Assert.NotEqual("Package Description", package.Element("description")?.Value);
        Assert.Contains("tracing", package.Element("tags")?.Value, StringComparison.Ordinal);
        Assert.NotEmpty(package.Read(package.Element("readme")!.Value));
        Assert.Equal(Png, package.Read(package.Element("icon")!.Value)[..4]);
        var repository = package.Element("repository")!;
        Assert.Equal((PackedSources.Remote + ".git", packed.Commit), (repository.Attribute("url")?.Value, repository.Attribute("commit")?.Value));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Dependencies_are_the_tested_ranges(string project)
    {
        using var package = PackageFile.Open(packed, project);
        var file = XDocument.Load(Path.Combine(Repository.Folder, "src", project, $"Waybill.{project}.csproj"));
        var isTool = file.Descendants("PackAsTool").Any();
        var others = file.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value)
            .Select(id => $"{id} {Repository.RangeOf(id)}");
        // Our own use each other's internals: no other version will do.
        var own = file.Descendants("ProjectReference").Select(reference => reference.Attribute("Include")!.Value)
            .Select(path => $"{Path.GetFileNameWithoutExtension(path)} [{Repository.Version}]");
        Assert.Equal(
            isTool ? [] : others.Concat(own).Order(StringComparer.Ordinal),
            package.Dependencies.Select(pair => $"{pair.Key} {pair.Value.Replace(" ", "", StringComparison.Ordinal)}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Symbols_lead_to_the_sources(string project)
    {
        using var package = PackageFile.Open(packed, project);
        using var symbols = PackageFile.Open(packed, project, "snupkg");
        var assembly = package.Files.Single(file => file.EndsWith($"/Waybill.{project}.dll", StringComparison.Ordinal));
        var link = SourceLink.Read(package.Read(assembly), symbols.Read(Path.ChangeExtension(assembly, ".pdb")));
        Assert.True(link.BelongsToAssembly);
        Assert.Contains($"https://raw.githubusercontent.com/waybill-tests/waybill/{packed.Commit}/*", link.Json, StringComparison.Ordinal);
        // The other side of the map: no folder of the machine.
        Assert.Contains("\"/_/*\"", link.Json, StringComparison.Ordinal);
        Assert.Contains(Path.ChangeExtension(assembly, ".xml"), package.Files);
    }

    [Fact]
    public void Everything_packed_is_of_src()
    {
        Assert.Equal(
            Repository.Projects.Select(project => $"{Repository.PackageOf(project)}.{Repository.Version}.nupkg"),
            Directory.EnumerateFiles(packed.Feed, "*.nupkg").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_changelog_tells_of_this_version() =>
        Assert.Contains($"\n## [{Repository.Version}]", Repository.Read("CHANGELOG.md"), StringComparison.Ordinal);
}
