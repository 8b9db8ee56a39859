namespace Waybill.Core.Configuration;

/// <summary>
/// Patterns as Datadog's settings have them: <c>*</c> is any text, also none, <c>?</c> one character. They fit the whole text; upper and
/// lower case are the same.
/// </summary>
/// <remarks>.NET's own <c>FileSystemName</c> fits no empty text and takes <c>\</c> as an escape.</remarks>
internal static class Glob
{
    internal static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, afterStar = -1, retryAt = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                afterStar = ++p;
                retryAt = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t])))
            {
                p++;
                t++;
            }
            else if (afterStar >= 0)
            {
                // Only the last star can need to take more: at most pattern x text steps.
                p = afterStar;
                t = ++retryAt;
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }

    /// <summary>Whether the pattern fits every text.</summary>
    internal static bool IsAny(ReadOnlySpan<char> pattern) => pattern.Length > 0 && pattern.IndexOfAnyExcept('*') < 0;
}
