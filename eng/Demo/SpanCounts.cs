using System.Globalization;
using System.Text.RegularExpressions;

namespace Waybill.Demo;

/// <summary>The last line of a service: what became of its spans.</summary>
internal sealed partial record SpanCounts(long Ended, long Accepted, long Dropped)
{
    /// <exception cref="ProgramException">The service did not say: it was killed, or it crashed.</exception>
    public static SpanCounts Find(string service, IEnumerable<string> output)
    {
        foreach (var line in output.Reverse())
        {
            if (Line().Match(line) is { Success: true } match && line.StartsWith(service + ": ", StringComparison.Ordinal))
            {
                return new SpanCounts(Number(match, 1), Number(match, 2), Number(match, 3));
            }
        }

        throw new ProgramException($"{service} did not say what became of its spans. Its output:\n{string.Join('\n', output.TakeLast(20))}");
    }

    private static long Number(Match match, int group) => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@": (\d+) spans ended, (\d+) accepted, \d+ buffered, (\d+) dropped")]
    private static partial Regex Line();
}
