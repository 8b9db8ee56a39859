using System.Runtime.InteropServices;

namespace Waybill.Core.Tracing;

/// <summary>
/// SIGTERM and SIGINT, which end a program without any event of .NET. The handler that was registered last is called first, so that a host or a program
/// that ends itself in good order, and says so, comes before a tracer that was started before it.
/// </summary>
internal sealed class TerminationSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];

    /// <param name="end">What to do before the program ends; it ends when this returns.</param>
    internal TerminationSignals(Action end)
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT])
        {
            try
            {
                registrations.Add(PosixSignalRegistration.Create(signal, context =>
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

    public void Dispose() => registrations.ForEach(registration => registration.Dispose());
}
