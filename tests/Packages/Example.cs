using System.Text.RegularExpressions;

namespace Waybill.Packages.Tests;

/// <summary>The first C# block of a page, as a program of its own.</summary>
/// <param name="Page">The page.</param>
/// <param name="Code">The block.</param>
/// <param name="Packages">What the page says to install, and those of ours that the using directives name.</param>
internal sealed partial record Example(string Page, string Code, IReadOnlyCollection<string> Packages)
{
    public static Example FirstOf(params string[] page)
    {
        var name = string.Join('/', page);
        var text = Repository.Read(page).ReplaceLineEndings("\n");
        var block = Block().Match(text);
        Assert.True(block.Success, $"{name} has no ```csharp block");
        var code = block.Groups[1].Value;
        var packages = Installed().Matches(text[..block.Index]).Concat(OwnNamespace().Matches(code)).Select(match => match.Groups[1].Value);
        return new Example(name, code, packages.ToHashSet());
    }

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*dotnet add package (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Installed();

    [GeneratedRegex(@"^using (Waybill\.[A-Za-z.]+);", RegexOptions.Multiline)]
    private static partial Regex OwnNamespace();
}
