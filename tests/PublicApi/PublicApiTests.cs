using System.Reflection;

namespace Waybill.PublicApi.Tests;

/// <summary>What the packages offer stands in src/*/PublicApi.txt, so that no change of it goes unnoticed.</summary>
public class PublicApiTests
{
    private const string WriteVariable = "WAYBILL_WRITE_PUBLIC_API";
    private const string Prefix = "Waybill.";

    private static readonly string Sources = typeof(PublicApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "Sources").Value!;

    public static IEnumerable<TheoryDataRow<string>> Libraries => Directory.EnumerateFiles(Sources, $"{Prefix}*.csproj", SearchOption.AllDirectories)
        .Select(Path.GetFileNameWithoutExtension)
        .Where(name => name != "Waybill.LocalAgent")
        .Order(StringComparer.Ordinal)
        .Select(name => new TheoryDataRow<string>(name!));

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Public_api_is_what_its_file_says(string library)
    {
        var file = Path.Combine(Sources, library[Prefix.Length..], "PublicApi.txt");
        var now = ApiText.Of(Assembly.Load(library)).ToList();
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            File.WriteAllText(file, string.Join('\n', now) + "\n");
            return;
        }

        var before = File.Exists(file) ? File.ReadAllLines(file) : [];
        if (before.SequenceEqual(now))
        {
            return;
        }

        // With the type in front of each member: a line alone does not say whose it is.
        var added = InFull(now).Except(InFull(before)).Select(line => $"  + {line}");
        var removed = InFull(before).Except(InFull(now)).Select(line => $"  - {line}");
        Assert.Fail($"""
            The public API of {library} is not that of {file}:
            {string.Join('\n', removed.Concat(added))}
            If it was meant, run './build.sh api', commit the file, and tell users in CHANGELOG.md; what stands under '-' breaks them.
            """);
    }

    private static IEnumerable<string> InFull(IEnumerable<string> lines)
    {
        var type = "";
        foreach (var line in lines)
        {
            var isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            yield return isMember ? $"{type} → {line.Trim()}" : line;
        }
    }
}
