namespace Waybill.Benchmarks.Report;

/// <summary>Something that is wanted of the figures.</summary>
/// <param name="Text">What.</param>
/// <param name="Limit">How much.</param>
/// <param name="Unit">Of the limit and the figure.</param>
/// <param name="Figure">Takes the figure from the results; null when it was not measured.</param>
internal sealed record Goal(string Text, double Limit, string Unit, Func<Results, double?> Figure)
{
    /// <summary>Whether the limit is the least that is wanted, rather than the most.</summary>
    internal bool IsAtLeast { get; init; }

    internal GoalOutcome Judge(Results results) => Figure(results) is { } figure
        ? new GoalOutcome(this, figure, IsAtLeast ? figure >= Limit : figure <= Limit)
        : new GoalOutcome(this, null, false);
}
