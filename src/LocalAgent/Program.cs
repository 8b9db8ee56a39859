using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Waybill.LocalAgent;

internal static class Program
{
    private const int Ended = 0;
    private const int CouldNotListen = 1;
    private const int BadArguments = 2;

    private static async Task<int> Main(string[] args)
    {
        if (args is ["--help" or "-h"] or ["--version"])
        {
            string version = typeof(Program).Assembly.GetName().Version!.ToString(fieldCount: 3);
            await Console.Out.WriteAsync(args[0] == "--version" ? version + Environment.NewLine : CommandLine.Help).ConfigureAwait(false);
            return Ended;
        }

        if (!CommandLine.TryParse(args, out AgentOptions options, out string? problem))
        {
            await Console.Error.WriteLineAsync(problem).ConfigureAwait(false);
            return BadArguments;
        }

        WebApplication agent = AgentHost.Build(options);
        await using (agent.ConfigureAwait(false))
        {
            try
            {
                await agent.StartAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                await Console.Error.WriteLineAsync(
                    $"Cannot listen on {options.Host} port {options.Port}: {Innermost(e).Message}. " +
                    "End the program that has the port, or give another address with --host and --port.").ConfigureAwait(false);
                return CouldNotListen;
            }

            await Console.Out.WriteLineAsync($"Waybill agent listening on {AgentHost.AddressOf(agent)}").ConfigureAwait(false);
            await agent.WaitForShutdownAsync().ConfigureAwait(false);
        }

        return Ended;
    }

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;
}
