namespace Waybill.LocalAgent.Intake;

/// <summary>Counts requests that brought traces, from any thread.</summary>
internal sealed class IntakeCounters
{
    private long payloads;
    private long malformed;

    /// <summary>Payloads that were taken, empty ones included.</summary>
    public long Payloads => Interlocked.Read(ref payloads);

    /// <summary>Requests answered 400.</summary>
    public long Malformed => Interlocked.Read(ref malformed);

    public void CountPayload() => Interlocked.Increment(ref payloads);

    public void CountMalformed() => Interlocked.Increment(ref malformed);
}
