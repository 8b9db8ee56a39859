using Spectre.Console;
using Waybill.LocalAgent.Model;

namespace Waybill.LocalAgent.Terminal;

/// <summary>Prints traces as trees, with a row and a time bar per span.</summary>
internal static class TraceTreePrinter
{
    private const int MinWidth = 80;
    private const int DefaultWidth = 120;
    private const int MaxWidth = 160;

    /// <summary>Prints a trace as wide as the terminal, within reason; output that is no terminal gets 120 columns.</summary>
    public static void Print(IAnsiConsole console, Trace trace)
    {
        int width = console.Profile.Out.IsTerminal ? Math.Clamp(console.Profile.Width, MinWidth, MaxWidth) : DefaultWidth;
        console.Write(new TraceTreeView(trace, width));
    }
}
