using System.Globalization;

namespace Waybill.Fuzz;

/// <summary>How long to run, and from which input on.</summary>
internal sealed record FuzzOptions(long? Inputs, TimeSpan? Duration, ulong Seed, long From)
{
    internal const string Usage = "usage: fuzz [NUMBERs | NUMBER] [--seed NUMBER] [--from NUMBER]   for so many seconds (60s) or inputs (2000000)";

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(1);

    internal static bool TryParse(string[] arguments, out FuzzOptions options)
    {
        options = new FuzzOptions(null, null, (ulong)Random.Shared.NextInt64(), 0);
        for (var at = 0; at < arguments.Length; at++)
        {
            var argument = arguments[at];
            if (argument is "--seed" or "--from")
            {
                if (++at == arguments.Length || !TryParse(arguments[at], out var number))
                {
                    return false;
                }

                options = argument == "--seed" ? options with { Seed = (ulong)number } : options with { From = number };
            }
            else if (argument.EndsWith('s') && TryParse(argument[..^1], out var seconds) && seconds <= MaxDuration.TotalSeconds)
            {
                options = options with { Duration = TimeSpan.FromSeconds(seconds) };
            }
            else if (TryParse(argument, out var inputs))
            {
                options = options with { Inputs = inputs };
            }
            else
            {
                return false;
            }
        }

        options = options.Inputs is null && options.Duration is null ? options with { Duration = DefaultDuration } : options;
        return true;
    }

    private static bool TryParse(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
