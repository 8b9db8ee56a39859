using System.Globalization;
using System.Text;

namespace Waybill.Soak;

/// <summary>The figures as a page has them, and what is not as promised.</summary>
internal sealed class SoakReport
{
    private const string Begin = "<!-- soak: begin, written by ./build.sh soak -->";
    private const string End = "<!-- soak: end -->";

    /// <summary>The promise to callers: how much longer than without a tracer one span takes, in 99 of 100 cases, in microseconds.</summary>
    private const double BoundMicroseconds = 50;

    private readonly Figures figures;
    private readonly long received;
    private readonly TimeSpan length;

    internal SoakReport(Figures figures, long received, TimeSpan length)
    {
        this.figures = figures;
        this.received = received;
        this.length = length;
        var dropped = figures.Dropped.Values.Sum();
        Check(figures.Ended == figures.Created, $"{figures.Created} spans were made and {figures.Ended} counted as ended");
        Check(figures.Ended == figures.Accepted + figures.Left + dropped, "the sum at the end is not that of the spans that ended");
        Check(figures.LooksThatBrokeTheLaw == 0, $"the law was broken in {figures.LooksThatBrokeTheLaw} of {figures.Looks} looks");
        Check(figures.Accepted == received, $"{figures.Accepted} spans were counted as accepted and the agent took {received}");
        Check(figures.MostMemory <= figures.MemoryCap, $"{figures.MostMemory} bytes of memory were used, over the cap of {figures.MemoryCap}");
        Check(figures.MostSpool <= figures.SpoolCap, $"{figures.MostSpool} bytes of disk were used, over the cap of {figures.SpoolCap}");
        foreach (var (phase, measured) in figures.With)
        {
            Check(
                measured.Percentile99 - figures.Without.Percentile99 <= BoundMicroseconds,
                string.Create(CultureInfo.InvariantCulture, $"{phase}: callers take {measured.Percentile99} µs, over the bound of {BoundMicroseconds} µs more than without a tracer"));
        }

        Text = Describe();
    }

    internal List<string> Failures { get; } = [];

    internal string Text { get; }

    /// <returns>False when the page is not there.</returns>
    internal bool WriteInto(string page)
    {
        if (!File.Exists(page))
        {
            return false;
        }

        var text = File.ReadAllText(page);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            return false;
        }

        File.WriteAllText(page, $"{text[..(begin + Begin.Length)]}\n\n{Text}\n{text[end..]}");
        return true;
    }

    private void Check(bool isMet, string failure)
    {
        if (!isMet)
        {
            Failures.Add(failure);
        }
    }

    private string Describe()
    {
        StringBuilder text = new();
        Line($"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC, {length.TotalSeconds:0} s, the agent away from second {length.TotalSeconds * 0.2:0} to {length.TotalSeconds * 0.8:0}; {Environment.ProcessorCount} cores shared with other work, .NET {Environment.Version}.");
        Line($"");
        Line($"| | |");
        Line($"|---|---|");
        Line($"| spans that ended | {figures.Ended:N0} ({figures.Ended / length.TotalSeconds:N0} a second) |");
        Line($"| accepted, by our count | {figures.Accepted:N0} |");
        Line($"| taken, by the agent's count | {received:N0} |");
        Line($"| dropped | {figures.Dropped.Values.Sum():N0}{string.Concat(figures.Dropped.Select(drop => $", {drop.Key} {drop.Value.ToString("N0", CultureInfo.InvariantCulture)}"))} |");
        Line($"| left in memory or on disk | {figures.Left:N0} |");
        Line($"| uncounted | {figures.Created - figures.Accepted - figures.Left - figures.Dropped.Values.Sum():N0} |");
        Line($"| looks at the law, and at how many it was broken | {figures.Looks:N0}, {figures.LooksThatBrokeTheLaw:N0} |");
        Line($"| memory for spans, at most; its cap | {Mebibytes(figures.MostMemory)}, {Mebibytes(figures.MemoryCap)} |");
        Line($"| spool, at most; its cap | {Mebibytes(figures.MostSpool)}, {Mebibytes(figures.SpoolCap)} |");
        Line($"");
        Line($"| one span of eight tags, for its caller | median | 99 of 100 | longest | working set at the end, at most |");
        Line($"|---|---|---|---|---|");
        Line($"| without a tracer | {figures.Without.Median} µs | {figures.Without.Percentile99} µs | {figures.Without.Longest:N0} µs | |");
        foreach (var (phase, measured) in figures.With)
        {
            Line($"| {Name(phase)} | {measured.Median} µs | {measured.Percentile99} µs | {measured.Longest:N0} µs | {Mebibytes(measured.WorkingSet)}, {Mebibytes(measured.MostWorkingSet)} |");
        }

        Line($"");
        Line($"{(Failures.Count == 0 ? "All as promised." : "Not as promised: " + string.Join("; ", Failures) + ".")}");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Name(Phase phase) => phase switch
    {
        Phase.Before => "the agent is there",
        Phase.Outage => "it is away",
        _ => "it is back",
    };

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
