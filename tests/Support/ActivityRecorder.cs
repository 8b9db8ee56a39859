using System.Collections.Concurrent;
using System.Diagnostics;

namespace Waybill.Support;

/// <summary>Keeps the Activities of one source that ended, and takes those of all others as not wanted.</summary>
/// <remarks>One recorder hears every test of its process: pick the Activities of a test by its own destination or trace.</remarks>
public sealed class ActivityRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivityListener listener;

    public ActivityRecorder(params string[] sources)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>All that have ended so far, in that order.</summary>
    public IReadOnlyList<Activity> Ended => [.. ended];

    /// <summary>Waits until as many Activities as wanted fulfil the condition.</summary>
    /// <exception cref="TimeoutException">They did not within 10 seconds.</exception>
    public async Task<IReadOnlyList<Activity>> WaitForAsync(Func<Activity, bool> condition, int count = 1)
    {
        for (var deadline = Stopwatch.StartNew(); deadline.Elapsed < TimeSpan.FromSeconds(10);)
        {
            var found = Ended.Where(condition).ToList();
            if (found.Count >= count)
            {
                return found;
            }

            await Task.Delay(20);
        }

        throw new TimeoutException(
            $"{count} spans were awaited and {Ended.Count(condition)} came. All: {string.Join(", ", Ended.Select(activity => activity.DisplayName))}");
    }

    public void Dispose() => listener.Dispose();
}
