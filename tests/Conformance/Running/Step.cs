using System.Text.RegularExpressions;

namespace Waybill.Conformance.Tests.Running;

/// <summary>A step of a case: <c>verb</c>, <c>verb:argument</c> or <c>verb(argument)</c>.</summary>
internal sealed partial record Step(string Verb, string? Argument)
{
    public static Step Parse(string text)
    {
        var match = Form.Match(text);
        return match.Success
            ? new Step(match.Groups["verb"].Value, match.Groups["argument"] is { Success: true } argument ? argument.Value : null)
            : throw new FormatException($"'{text}' is no step.");
    }

    [GeneratedRegex(@"^(?<verb>\w+)(:(?<argument>.+)|\((?<argument>.*)\))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}
