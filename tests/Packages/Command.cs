using System.Diagnostics;

namespace Waybill.Packages.Tests;

/// <summary>Runs a program to its end, for ten minutes at most, and keeps what it wrote.</summary>
internal sealed record Command(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    public static async Task<Command> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using CancellationTokenSource deadline = new(Deadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
            return new Command(process.ExitCode, await output.WaitAsync(deadline.Token), await errors.WaitAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' was not done after {Deadline}.");
        }
    }

    /// <summary>The same for a program that must succeed; returns its standard output.</summary>
    public static async Task<string> SucceedAsync(
        string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var done = await RunAsync(folder, environment, program, arguments);
        Assert.True(
            done.ExitCode == 0,
            $"'{program} {string.Join(' ', arguments)}' ended with {done.ExitCode}:\n{done.Output}\n{done.Errors}");
        return done.Output;
    }
}
