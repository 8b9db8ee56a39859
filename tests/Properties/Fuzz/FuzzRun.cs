using System.Diagnostics;

namespace Waybill.Fuzz;

/// <summary>Feeds input after input to the checker until the time is up, or one breaks a rule.</summary>
internal sealed class FuzzRun(FuzzOptions options, TextWriter output)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    /// <returns>True when all held.</returns>
    internal bool Run()
    {
        Mutator mutator = new(options.Seed);
        Checker checker = new();
        var clock = Stopwatch.StartNew();
        var nextProgress = ProgressInterval;
        output.WriteLine($"seed {options.Seed}, from input {options.From}");
        long done = 0;
        while (done < (options.Inputs ?? long.MaxValue) && clock.Elapsed < (options.Duration ?? TimeSpan.MaxValue))
        {
            var number = options.From + done;
            var headers = mutator.Input(number);
            if (checker.Check(headers, number) is { } broken)
            {
                output.WriteLine($"input {number} breaks a rule. {broken}\n\nThe input:");
                foreach (var header in headers)
                {
                    output.WriteLine($"    {header}");
                }

                output.WriteLine($"\nTo see it again: ./build.sh fuzz 1 --seed {options.Seed} --from {number}");
                return false;
            }

            done++;
            if (clock.Elapsed >= nextProgress)
            {
                nextProgress += ProgressInterval;
                Report(done, clock.Elapsed, checker);
            }
        }

        Report(done, clock.Elapsed, checker);
        output.WriteLine("all held");
        return true;
    }

    private void Report(long done, TimeSpan elapsed, Checker checker) => output.WriteLine(
        $"{done} inputs in {elapsed.TotalSeconds:f0} s, {done / elapsed.TotalSeconds:f0} per second; "
        + $"the costliest extraction allocated {checker.LargestShareOfBound:p0} of its bound");
}
