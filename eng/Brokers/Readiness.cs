using System.Diagnostics;

namespace Waybill.Brokers;

/// <summary>Waits until a server that was just started answers.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromSeconds(5);

    /// <exception cref="InvalidOperationException">The process ended or the deadline passed; the message carries its last output.</exception>
    public static async Task WaitAsync(
        string name, ChildProcess process, TimeSpan deadline, Func<CancellationToken, Task<bool>> answers, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (process.IsRunning && waited.Elapsed < deadline)
        {
            if (await ProbeAsync(answers, cancellationToken))
            {
                return;
            }

            await Task.Delay(Interval, cancellationToken);
        }

        var what = process.IsRunning
            ? $"does not answer after {deadline.TotalSeconds:0} s"
            : $"ended with exit code {await process.Completion} before it answered";
        throw new InvalidOperationException($"{name} {what}. Its last output:\n{process.OutputTail}");
    }

    private static async Task<bool> ProbeAsync(Func<CancellationToken, Task<bool>> answers, CancellationToken cancellationToken)
    {
        using var probe = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        probe.CancelAfter(ProbeDeadline);
        try
        {
            return await answers(probe.Token);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or HttpRequestException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
