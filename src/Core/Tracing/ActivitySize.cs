using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>
/// About how much memory an ended Activity holds: 600 bytes, 64 a tag and 2 a character of its text, 200 a link or event with 64 for each of their
/// tags. Names are not counted, because they are constants; texts that several spans share are counted each time. No allocation.
/// </summary>
internal static class ActivitySize
{
    private const int Self = 600;
    private const int Tag = 64;
    private const int LinkOrEvent = 200;

    internal static long Estimate(Activity span)
    {
        long bytes = Self;
        foreach (ref readonly var tag in span.EnumerateTagObjects())
        {
            bytes += Of(tag);
        }

        foreach (ref readonly var link in span.EnumerateLinks())
        {
            bytes += LinkOrEvent;
            foreach (ref readonly var tag in link.EnumerateTagObjects())
            {
                bytes += Of(tag);
            }
        }

        foreach (ref readonly var happened in span.EnumerateEvents())
        {
            bytes += LinkOrEvent;
            foreach (ref readonly var tag in happened.EnumerateTagObjects())
            {
                bytes += Of(tag);
            }
        }

        return bytes;
    }

    private static long Of(in KeyValuePair<string, object?> tag) => Tag + tag.Value switch
    {
        string text => 2L * text.Length,
        Array array => 8L * array.Length,
        _ => 0,
    };
}
