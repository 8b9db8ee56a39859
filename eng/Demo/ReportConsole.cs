using Spectre.Console;

namespace Waybill.Demo;

/// <summary>Where reports are printed: in colours on a terminal, without in a pipe or a file. Spectre by itself goes by TERM alone.</summary>
internal static class ReportConsole
{
    public static IAnsiConsole Create() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
}
