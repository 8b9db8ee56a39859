namespace Waybill.Conformance.Tests.Matching;

/// <summary>The named members of a header, in order; a name may be there more than once.</summary>
internal sealed class Members(IReadOnlyList<(string Name, string Value)> items)
{
    public int Count => items.Count;

    public IEnumerable<string> Names => items.Select(item => item.Name);

    public IReadOnlyList<(string Name, string Value)> Items => items;

    /// <summary>The first one's value; null when there is none of that name.</summary>
    public string? ValueOf(string name)
    {
        foreach (var item in items)
        {
            if (item.Name == name)
            {
                return item.Value;
            }
        }

        return null;
    }

    /// <summary>What stands between separators, white space around it left out. A member without an assignment has an empty value.</summary>
    public static Members Parse(string? text, char separator, char assign) => new(
    [
        .. (text ?? "").Split(separator).Select(member => member.Trim(' ', '\t')).Where(member => member.Length > 0).Select(member =>
        {
            var at = member.IndexOf(assign, StringComparison.Ordinal);
            return at < 0 ? (member, "") : (member[..at], member[(at + 1)..]);
        }),
    ]);
}
