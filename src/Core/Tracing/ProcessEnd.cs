namespace Waybill.Core.Tracing;

/// <summary>Calls back when the process ends, by itself or by an exception that nobody handles, until it is disposed. Signals are those of <see cref="TerminationSignals"/>.</summary>
internal sealed class ProcessEnd : IDisposable
{
    private readonly Action ending;

    internal ProcessEnd(Action ending)
    {
        this.ending = ending;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
    }

    private void OnProcessExit(object? sender, EventArgs e) => ending();

    private void OnUnhandledException(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.IsTerminating)
        {
            ending();
        }
    }
}
