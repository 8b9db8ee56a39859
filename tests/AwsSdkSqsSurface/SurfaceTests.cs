using Amazon.SQS;

namespace Waybill.AwsSdkSqsSurface.Tests;

/// <summary>
/// The adapter is built against whichever AWSSDK.SQS the feed serves, the real one or the stand-in of eng/awssdk-sqs.
/// Both must have the recorded surface.
/// </summary>
public class SurfaceTests
{
    private static readonly string[] Recorded = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "public-surface.txt"));

    [Fact]
    public void Assembly_has_the_recorded_name_and_version()
    {
        var actual = typeof(AmazonSQSClient).Assembly.GetName();

        Assert.Equal(string.Join(", ", Recorded[0].Split(", ")[..2]), $"{actual.Name}, Version={actual.Version}");
    }

    [Fact]
    public void Assembly_has_exactly_the_recorded_types_and_members()
    {
        var expected = Canonical(Recorded.SkipWhile(line => !line.Contains("Amazon.SQS.AmazonSQSClient", StringComparison.Ordinal)));
        var actual = Canonical(SurfacePrinter.Print(typeof(AmazonSQSClient).Assembly));

        var missing = expected.Except(actual).Select(line => "missing  " + line);
        var extra = actual.Except(expected).Select(line => "extra    " + line);
        var differences = missing.Concat(extra).OrderBy(line => line[9..], StringComparer.Ordinal).ToList();

        Assert.True(
            differences.Count == 0,
            $"{differences.Count} differences from public-surface.txt, the first 20:\n{string.Join('\n', differences.Take(20))}");
        Assert.Equal(expected, actual);
    }

    /// <summary>One sorted line per type and per member, for reflection promises no order of members or interfaces.</summary>
    private static List<string> Canonical(IEnumerable<string> surface)
    {
        var lines = new List<string>();
        var type = "";
        foreach (var line in surface)
        {
            if (line.StartsWith(' '))
            {
                lines.Add($"{type} | {line.Trim()}");
                continue;
            }

            var words = line.TrimEnd().Split(' ');
            var nameAt = Array.FindIndex(words, word => word is "class" or "interface") + 1;
            type = words[nameAt];
            if (words.Length > nameAt + 1)
                words[^1] = string.Join(',', words[^1].Split(',').Order(StringComparer.Ordinal));
            lines.Add(string.Join(' ', words));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
