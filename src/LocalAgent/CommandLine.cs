using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Waybill.LocalAgent.Intake;

namespace Waybill.LocalAgent;

/// <summary>Reads the command line.</summary>
internal static class CommandLine
{
    /// <summary>What <c>--help</c> prints.</summary>
    public const string Help = """
        waybill-agent: takes what tracers send to port 8126, and shows it as a web page.

          --host ADDRESS      where to listen (127.0.0.1); 0.0.0.0 for every interface
          --port PORT         on which port (8126); 0 for any free one
          --traces NUMBER     how many traces are kept (10000)
          --memory MIB        how much memory they may take, in MiB (192)
          --rate [SERVICE[,ENV]=]RATE
                              the sampling rate that tracers are told, from 0 to 1 (1); may be repeated
          --allow-host NAME   a name with a dot by which others reach the agent; may be repeated
          --print             print each trace as a tree in the terminal
          --help, --version

        """;

    private const string Hint = "waybill-agent --help lists the options.";
    private const long MiB = 1024 * 1024;

    /// <summary>Reads the arguments; on failure <paramref name="problem"/> is one line that says what to do.</summary>
    public static bool TryParse(string[] args, out AgentOptions options, [NotNullWhen(false)] out string? problem)
    {
        options = new AgentOptions();
        problem = null;
        for (int i = 0; i < args.Length && problem is null; i++)
        {
            if (args[i] == "--print")
            {
                options = options with { IsPrinting = true };
            }
            else
            {
                string name = args[i];
                problem = Apply(name, ++i < args.Length ? args[i] : null, ref options);
            }
        }

        return problem is null;
    }

    private static string? Apply(string name, string? value, ref AgentOptions options)
    {
        switch (name)
        {
            case "--host" or "--port" or "--traces" or "--memory" or "--rate" or "--allow-host" when value is null:
                return $"{name} needs a value. {Hint}";
            case "--host" when IPAddress.TryParse(value == "localhost" ? "127.0.0.1" : value, out IPAddress? host):
                options = options with { Host = host };
                return null;
            case "--host":
                return $"--host '{value}' is not an IP address. Give one, such as 127.0.0.1, or 0.0.0.0 for every interface.";
            case "--port" when TryNumber(value, out int port) && port <= IPEndPoint.MaxPort:
                options = options with { Port = port };
                return null;
            case "--port":
                return $"--port '{value}' is not a port. Give a number from 1 to 65535, or 0 for any free port.";
            case "--traces" when TryNumber(value, out int traces) && traces > 0:
                options = options with { Store = options.Store with { MaxTraces = traces } };
                return null;
            case "--traces":
                return $"--traces '{value}' is not a number of traces. Give a whole number from 1 to {int.MaxValue}.";
            case "--memory" when TryNumber(value, out int memory) && memory > 0:
                options = options with { Store = options.Store with { MaxBytes = memory * MiB } };
                return null;
            case "--memory":
                return $"--memory '{value}' is not a size. Give a whole number of MiB from 1.";
            case "--rate" when SamplingRates.Parse(value!) is { } rate:
                options = options with { SamplingRates = new Dictionary<string, double>(options.SamplingRates) { [rate.Key] = rate.Rate } };
                return null;
            case "--rate":
                return $"--rate '{value}' is not a rate. Give one from 0 to 1, such as 0.5, storefront=0.5 or storefront,prod=0.5.";
            case "--allow-host":
                options = options with { AllowedHosts = [.. options.AllowedHosts, value!] };
                return null;
            default:
                return $"'{name}' is not an option. {Hint}";
        }
    }

    private static bool TryNumber(string? text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
