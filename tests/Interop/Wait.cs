using System.Diagnostics;

namespace Waybill.Interop.Tests;

/// <summary>Waits for what other processes do.</summary>
internal static class Wait
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Asks until there is an answer.</summary>
    /// <exception cref="TimeoutException">There was none within 30 seconds.</exception>
    internal static async Task<T> ForAsync<T>(Func<T?> ask, Func<string> problem)
        where T : class
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Deadline;)
        {
            if (ask() is { } answer)
            {
                return answer;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException(problem());
    }
}
