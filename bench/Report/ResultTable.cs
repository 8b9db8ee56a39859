namespace Waybill.Benchmarks.Report;

/// <summary>Figures that were measured together.</summary>
/// <param name="Id">The name by which the page and the goals find it.</param>
/// <param name="Title">What the rows are.</param>
/// <param name="Columns">The units, in the order of each row's values.</param>
/// <param name="Rows">The rows.</param>
public sealed record ResultTable(string Id, string Title, IReadOnlyList<string> Columns, IReadOnlyList<ResultRow> Rows)
{
    /// <exception cref="KeyNotFoundException">There is no such row or column.</exception>
    internal double? Value(string row, string column)
    {
        var found = Rows.FirstOrDefault(candidate => candidate.Name == row)
            ?? throw new KeyNotFoundException($"The table '{Id}' has no row '{row}'; its rows are: {string.Join("; ", Rows.Select(candidate => candidate.Name))}.");
        var index = Columns.ToList().IndexOf(column);
        return index >= 0
            ? found.Values[index]
            : throw new KeyNotFoundException($"The table '{Id}' has no column '{column}'; its columns are: {string.Join("; ", Columns)}.");
    }
}
