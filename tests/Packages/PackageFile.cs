using System.IO.Compression;
using System.Xml.Linq;

namespace Waybill.Packages.Tests;

/// <summary>A package as it lies in a feed.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive archive;

    public PackageFile(string path)
    {
        Assert.True(File.Exists(path), $"pack made no {Path.GetFileName(path)}");
        archive = ZipFile.OpenRead(path);
        using var nuspec = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        Metadata = XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public XElement Metadata { get; }

    public IEnumerable<string> Files => archive.Entries.Select(entry => entry.FullName);

    /// <summary>Id and range of what the package needs.</summary>
    public Dictionary<string, string> Dependencies => Metadata.Descendants().Where(element => element.Name.LocalName == "dependency")
        .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

    public static PackageFile Open(PackedSources packed, string project, string extension = "nupkg") =>
        new(Path.Combine(packed.Feed, $"{Repository.PackageOf(project)}.{Repository.Version}.{extension}"));

    public XElement? Element(string name) => Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);

    public byte[] Read(string file)
    {
        using var content = archive.GetEntry(file)!.Open();
        using MemoryStream copy = new();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose() => archive.Dispose();
}
