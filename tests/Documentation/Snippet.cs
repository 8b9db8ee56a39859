using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Waybill.Documentation.Tests;

/// <summary>A block of C# on a page: a program with statements at its top, or types.</summary>
/// <param name="Page">The page.</param>
/// <param name="Line">The line of the block's first line, from 1.</param>
/// <param name="Code">What the reader sees.</param>
/// <param name="Given">What the block takes for granted.</param>
internal sealed record Snippet(string Page, int Line, string Code, string Given)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Preview);

    private static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file)),
    ];

    /// <summary>What the compiler has to say against it, with page and line: errors, and what is obsolete.</summary>
    internal IEnumerable<string> Errors()
    {
        var block = CSharpSyntaxTree.ParseText($"#line {Line} \"{Page}\"\n{Code}\n", Language, path: "block.cs");
        var hasStatements = block.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        CSharpCompilationOptions options = new(
            hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return CSharpCompilation.Create("snippet", [block, CSharpSyntaxTree.ParseText(Prelude(), Language, path: $"what is given before {Page}:{Line}")], References, options)
            .GetDiagnostics()
            .Where(found => found.Severity == DiagnosticSeverity.Error || found.Id is "CS0612" or "CS0618")
            .Select(found => $"{Place(found.Location)}: {found.Id}: {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    private static string Place(Location location)
    {
        var span = location.GetMappedLineSpan();
        return $"{span.Path}:{span.StartLinePosition.Line + 1}";
    }

    private string Prelude()
    {
        var lines = Given.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var usings = ImplicitUsings.Select(name => $"using {name};").Concat(lines.Where(IsUsing)).Distinct().Select(line => "global " + line);
        return $$"""
            {{string.Join('\n', usings)}}
            global using static Given;
            #nullable disable
            #pragma warning disable
            public static class Given
            {
            {{string.Join('\n', lines.Where(line => !IsUsing(line)).Select(line => line.StartsWith("public ", StringComparison.Ordinal) ? line : "public " + line))}}
            }
            """;
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal);
}
