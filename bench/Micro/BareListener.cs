using System.Diagnostics;

namespace Waybill.Benchmarks.Micro;

/// <summary>Records all Activities of one source and looks at none.</summary>
internal static class BareListener
{
    internal static ActivityListener Start(string source)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ => { },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
