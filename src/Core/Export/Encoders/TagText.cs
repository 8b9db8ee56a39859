using System.Collections;
using System.Globalization;

namespace Waybill.Core.Export.Encoders;

/// <summary>The values of tags, which may be of any type, as the text and the numbers that the agent knows.</summary>
internal static class TagText
{
    /// <summary>So many items of a collection are written: it may have no end.</summary>
    internal const int MaxItems = 1000;

    /// <summary>A collection is written one level deep: it may hold itself.</summary>
    internal static string? Of(object? value) => ItemsOf(value, MaxItems) is { } items ? string.Join(',', items.Select(OfScalar)) : OfScalar(value);

    /// <summary>The items of a collection; null for what is none.</summary>
    internal static IEnumerable<object?>? ItemsOf(object? value, int most) => value is IEnumerable items and not string ? items.Cast<object?>().Take(most) : null;

    internal static string? OfScalar(object? value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    internal static bool TryGetNumber(object? value, out double number)
    {
        if (TryGetInteger(value, out var integer))
        {
            number = integer;
            return true;
        }

        (number, var isNumber) = value switch
        {
            double real => (real, true),
            float real => (real, true),
            ulong large => (large, true),
            decimal real => ((double)real, true),
            _ => (0d, false),
        };
        return isNumber;
    }

    /// <summary>False for the type ulong, whose numbers may be too large.</summary>
    internal static bool TryGetInteger(object? value, out long integer)
    {
        (integer, var isInteger) = value switch
        {
            int number => (number, true),
            long number => (number, true),
            uint number => (number, true),
            short number => (number, true),
            ushort number => (number, true),
            byte number => (number, true),
            sbyte number => (number, true),
            _ => (0L, false),
        };
        return isInteger;
    }
}
