using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Waybill.Core.Export.Spool;

/// <summary>
/// The name of a file in the spool, which says all that must be known without opening it:
/// <c>TIME-NUMBER-OWNER-ANSWERED-SPANS.spans</c>. By name, the oldest comes first.
/// </summary>
/// <param name="Time">When it was written, in ticks of UTC.</param>
/// <param name="Number">Which one its writer wrote at that time.</param>
/// <param name="Owner">The process that answers for it.</param>
/// <param name="Answered">How many chunks, from the first on, need not be sent any more.</param>
/// <param name="Spans">Spans in the others.</param>
internal readonly record struct SpoolName(long Time, int Number, string Owner, int Answered, int Spans)
{
    internal const string Ending = ".spans";
    internal const string TemporaryEnding = ".tmp";
    internal const string CorruptEnding = ".corrupt";

    internal DateTime Written => new(Time, DateTimeKind.Utc);

    internal static bool TryParse(ReadOnlySpan<char> name, [MaybeNullWhen(false)] out SpoolName parsed)
    {
        parsed = default;
        if (!name.EndsWith(Ending, StringComparison.Ordinal))
        {
            return false;
        }

        Span<Range> parts = stackalloc Range[6];
        var stem = name[..^Ending.Length];
        if (stem.Split(parts, '-') != 5
            || !long.TryParse(stem[parts[0]], NumberStyles.None, CultureInfo.InvariantCulture, out var time) || time > DateTime.MaxValue.Ticks
            || !int.TryParse(stem[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || stem[parts[2]].IsEmpty
            || !int.TryParse(stem[parts[3]], NumberStyles.None, CultureInfo.InvariantCulture, out var answered)
            || !int.TryParse(stem[parts[4]], NumberStyles.None, CultureInfo.InvariantCulture, out var spans))
        {
            return false;
        }

        parsed = new SpoolName(time, number, stem[parts[2]].ToString(), answered, spans);
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Time:D19}-{Number:D6}-{Owner}-{Answered}-{Spans}{Ending}");
}
