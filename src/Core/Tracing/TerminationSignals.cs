using System.Runtime.InteropServices;

namespace Waybill.Core.Tracing;

/// <summary>
/// SIGTERM and SIGINT, which end a program without any event of .NET. The handler that was registered last is called first, so that a host or a program
/// that ends itself in good order, and says so, comes before the first tracer if it was started later. Registered once for the process: a tracer that
/// replaces another must not come before the host.
/// </summary>
internal static class TerminationSignals
{
    private static readonly List<PosixSignalRegistration> Registrations = [];

    /// <param name="end">What to do before the program ends; it ends when this returns. Only the first call's counts. Not for several threads at once.</param>
    internal static void Register(Action end)
    {
        if (Registrations.Count > 0)
        {
            return;
        }

        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT])
        {
            try
            {
                Registrations.Add(PosixSignalRegistration.Create(signal, context =>
                {
                    if (!context.Cancel)
                    {
                        end();
                    }
                }));
            }
            catch (PlatformNotSupportedException)
            {
                // There are no signals then.
            }
        }
    }
}
