namespace Waybill.Core.Tracing;

/// <summary>Reads environment variables: trimmed, a blank one is an unset one.</summary>
internal sealed class EnvironmentReader(Func<string, string?> read)
{
    /// <summary>The first of several names that has a value; the later ones are deprecated aliases.</summary>
    internal string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (read(name)?.Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
