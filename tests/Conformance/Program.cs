using Waybill.Conformance.Tests.Running;
using Xunit.Runner.InProc.SystemConsole;

namespace Waybill.Conformance.Tests;

internal static class Program
{
    private const string RunFiles = "files";

    /// <summary>Runs the tests; or, after <see cref="RunFiles"/>, the vectors of the files that the other arguments name.</summary>
    public static async Task<int> Main(string[] args) =>
        args is [RunFiles, .. var files] ? await FileRun.RunAsync(files, Console.Out, Console.Error) : await ConsoleRunner.Run(args);
}
