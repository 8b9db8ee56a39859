namespace Waybill.Properties.Tests.Export;

/// <summary>What happens to a process that exports spans.</summary>
internal abstract record ExportStep
{
    /// <summary>Traces of one span each end.</summary>
    internal sealed record End(int Traces) : ExportStep;

    /// <summary>The agent answers otherwise from now on. What it would answer before that, it has answered.</summary>
    internal sealed record AgentBecomes(AgentMood Mood) : ExportStep;

    /// <summary>The spool's folder goes out of reach, or comes back.</summary>
    internal sealed record DiskBecomes(bool IsThere) : ExportStep;

    /// <summary>Somebody flushes.</summary>
    internal sealed record Flush : ExportStep;

    /// <summary>The process ends, a byte of the oldest file may turn, and another process begins in the same folder, which is there then.</summary>
    internal sealed record Restart(bool WithDamage) : ExportStep;
}
