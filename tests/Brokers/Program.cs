using Xunit.Runner.InProc.SystemConsole;

namespace Waybill.Brokers.Tests;

internal static class Program
{
    public const string ParentVerb = "start-and-wait";

    /// <summary>Runs the tests; or, after <see cref="ParentVerb"/>, starts what the other arguments say, prints its id and waits.</summary>
    public static async Task<int> Main(string[] args)
    {
        if (args is not [ParentVerb, var fileName, .. var arguments])
        {
            return await ConsoleRunner.Run(args);
        }

        await using var child = ChildProcess.Start(new ChildProcessOptions { FileName = fileName, Arguments = arguments });
        Console.WriteLine(child.Id);
        return await child.Completion;
    }
}
