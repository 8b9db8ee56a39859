using System.Globalization;

namespace Waybill.Core.Tests.Support;

/// <summary>Makes spans large: a single tag is cut at 5,000 characters.</summary>
internal static class LargeTags
{
    private const int TagLength = 5000;

    /// <summary>Adds tags whose values have so many characters together, or a few more.</summary>
    public static void Fill(this ISpan span, int characters)
    {
        var value = new string('a', TagLength);
        for (var index = 0; index * TagLength < characters; index++)
        {
            span.SetTag(index.ToString(CultureInfo.InvariantCulture), value);
        }
    }
}
