using System.Reflection;
using System.Xml.Linq;

namespace Waybill.Packages.Tests;

/// <summary>The folder that this was built in, and what its files say about the packages.</summary>
internal static class Repository
{
    public static string Folder { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "Repository").Value!;

    /// <summary>The folders of src that hold a project, by name.</summary>
    public static IEnumerable<string> Projects =>
        Directory.EnumerateFiles(Path.Combine(Folder, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal);

    public static string Version { get; } = XDocument.Load(Path.Combine(Folder, "Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>The range that the build accepts of a package.</summary>
    public static string RangeOf(string package) => XDocument.Load(Path.Combine(Folder, "Directory.Packages.props"))
        .Descendants("PackageVersion").First(element => (string?)element.Attribute("Include") == package).Attribute("Version")!.Value;

    /// <summary>Ours have one version, others that of the build.</summary>
    public static string VersionOf(string package) => package.StartsWith("Waybill.", StringComparison.Ordinal) ? Version : RangeOf(package);

    public static string PackageOf(string project) => $"Waybill.{project}";

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Folder, .. path]));
}
