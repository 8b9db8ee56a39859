namespace Waybill.Benchmarks.Report;

/// <summary>What is known of all parts.</summary>
internal sealed class Results(IReadOnlyList<PartResult> parts)
{
    internal IReadOnlyList<PartResult> Parts => parts;

    /// <returns>Null when it was never measured.</returns>
    internal (PartResult Part, ResultTable Table)? Table(string id)
    {
        foreach (var part in parts)
        {
            if (part.Tables.FirstOrDefault(table => table.Id == id) is { } table)
            {
                return (part, table);
            }
        }

        return null;
    }

    /// <returns>Null when the table was never measured.</returns>
    /// <exception cref="KeyNotFoundException">The table has no such row or column.</exception>
    internal double? Value(string table, string row, string column) => Table(table)?.Table.Value(row, column);

    /// <summary>How many times the other's figure it is.</summary>
    internal double? Ratio(string table, string row, string other, string column) => Value(table, row, column) / Value(table, other, column);

    /// <summary>By how much it is more than the other's.</summary>
    internal double? Difference(string table, string row, string other, string column) => Value(table, row, column) - Value(table, other, column);

    /// <summary>The worst of the figures of one column.</summary>
    internal double? Most(string table, string column, string prefix = "") => Table(table) is not var (_, found) ? null
        : found.Rows.Where(row => row.Name.StartsWith(prefix, StringComparison.Ordinal)).Max(row => found.Value(row.Name, column));
}
