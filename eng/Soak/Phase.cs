namespace Waybill.Soak;

/// <summary>A part of the run: the agent is there, away for three fifths of the time, and there again.</summary>
internal enum Phase
{
    Before,
    Outage,
    After,
}

internal static class Phases
{
    internal static Phase At(TimeSpan elapsed, TimeSpan length) => (elapsed / length) switch
    {
        < 0.2 => Phase.Before,
        < 0.8 => Phase.Outage,
        _ => Phase.After,
    };
}
