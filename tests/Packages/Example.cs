using System.Text.RegularExpressions;

namespace Waybill.Packages.Tests;

/// <summary>The first C# block of a page, as a program of its own.</summary>
internal sealed partial record Example(string Page, string Code)
{
    /// <summary>Our packages that the program's using directives name.</summary>
    public IEnumerable<string> Packages => OwnNamespace().Matches(Code).Select(match => match.Groups[1].Value).Distinct();

    public static Example FirstOf(params string[] page)
    {
        var name = string.Join('/', page);
        var block = Block().Match(Repository.Read(page).ReplaceLineEndings("\n"));
        Assert.True(block.Success, $"{name} has no ```csharp block");
        return new Example(name, block.Groups[1].Value);
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^using (Waybill\.[A-Za-z.]+);", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();
}
