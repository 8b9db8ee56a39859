using System.Globalization;

namespace Waybill.Core.Configuration;

/// <summary>Reads environment variables. A value that cannot be used is told, and the default holds.</summary>
internal sealed class EnvironmentReader(Func<string, string?> read, Action<string> warn)
{
    internal void Warn(string message) => warn(message);

    /// <summary>The text as it is; null when the variable is not there.</summary>
    internal string? Raw(string name) => read(name);

    /// <summary>The first of several names that has a value, trimmed; a blank one is an unset one, and the later ones are deprecated aliases.</summary>
    internal string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (read(name)?.Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>As Datadog takes it: <c>true</c>, <c>1</c>, <c>t</c>, <c>y</c>, <c>yes</c>, and their opposites.</summary>
    internal bool Flag(string name, bool otherwise)
    {
        switch (First(name)?.ToUpperInvariant())
        {
            case null:
                return otherwise;
            case "TRUE" or "1" or "T" or "Y" or "YES":
                return true;
            case "FALSE" or "0" or "F" or "N" or "NO":
                return false;
            default:
                warn($"{name} is '{First(name)}', which is neither true nor false; {(otherwise ? "true" : "false")} is used.");
                return otherwise;
        }
    }

    internal int Number(string name, int least, int most, int otherwise)
    {
        if (First(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        warn($"{name} is '{text}', which is no number from {least} to {most}; {otherwise} is used.");
        return otherwise;
    }

    internal T Choice<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (First(name) is not { } text)
        {
            return otherwise;
        }

        if (text.All(char.IsAsciiLetter) && Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice))
        {
            return choice;
        }

        warn($"{name} is '{text}', which is none of {string.Join(", ", Enum.GetNames<T>())}; {otherwise} is used.");
        return otherwise;
    }
}
