namespace Waybill.Conformance.Tests.Running;

/// <summary>Runs files of vectors and prints what passed, group by group.</summary>
internal static class FileRun
{
    /// <returns>The exit code: 0 when every case passed or is a known gap, 1 when one failed, 2 when a file cannot be run.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> files, TextWriter output, TextWriter errors)
    {
        if (files.Count == 0)
        {
            await errors.WriteLineAsync("name one or more files of vectors");
            return 2;
        }

        List<CaseResult> all = [];
        foreach (var file in files)
        {
            try
            {
                var results = await new Suite(file).ResultsAsync();
                await output.WriteLineAsync(file);
                Print(results, output);
                all.AddRange(results);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
            {
                await errors.WriteLineAsync($"'{file}' cannot be run: {exception.Message}");
                return 2;
            }
        }

        if (files.Count > 1)
        {
            await output.WriteLineAsync($"{Score(all)}  all files");
        }

        return all.Any(HasFailed) ? 1 : 0;
    }

    private static void Print(IReadOnlyList<CaseResult> results, TextWriter output)
    {
        foreach (var group in results.GroupBy(result => result.Vector.Group))
        {
            output.WriteLine($"  {Score([.. group])}  {group.Key}");
        }

        foreach (var gap in results.Where(result => result.IsGap).GroupBy(result => result.Gap!))
        {
            output.WriteLine($"  GAP {gap.Count()}  {gap.Key}: {gap.Key.Reason}");
            if (!gap.Key.Whole)
            {
                output.WriteLine($"    {string.Join(' ', gap.Select(result => result.Vector.Id))}");
            }
        }

        foreach (var failed in results.Where(HasFailed))
        {
            output.WriteLine($"  FAIL {failed.Vector.Id}");
            foreach (var difference in failed.Differences)
            {
                output.WriteLine($"    {difference}");
            }
        }

        output.WriteLine($"{Score(results)}  total");
    }

    private static bool HasFailed(CaseResult result) => !result.IsGap && !result.IsAsExpected;

    private static string Score(IReadOnlyList<CaseResult> results)
    {
        var gaps = results.Count(result => result.IsGap);
        var passed = results.Count(result => !result.IsGap && result.IsAsExpected);
        return $"PASS {passed}/{results.Count - gaps}{(gaps == 0 ? "" : $" (and {gaps} known gaps)")}";
    }
}
