namespace Waybill.LocalAgent.Intake;

/// <summary>What became of a request that brought traces: its HTTP status, and the reason if it was refused.</summary>
internal readonly record struct IntakeResult(int Status, string? Refusal)
{
    public static IntakeResult Accepted => new(200, null);
}
