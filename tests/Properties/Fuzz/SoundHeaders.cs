using System.Text.RegularExpressions;

namespace Waybill.Fuzz;

/// <summary>What headers may look like that we send, whatever we were sent.</summary>
internal static partial class SoundHeaders
{
    private const int MaxMembers = 32; // W3C Trace Context, 3.3.1.5
    private const int MaxBaggageItems = 64;
    private const int MaxBaggageBytes = 8192;

    private static readonly Dictionary<string, Func<string, bool>> Rules = new()
    {
        ["x-datadog-trace-id"] = value => ulong.TryParse(value, out _),
        ["x-datadog-parent-id"] = value => ulong.TryParse(value, out _),
        ["x-datadog-sampling-priority"] = value => int.TryParse(value, out _),
        ["x-datadog-origin"] = value => value.Length > 0,
        ["x-datadog-tags"] = value => value.Length <= 512 && Tags().IsMatch(value),
        ["traceparent"] = value => TraceParent().IsMatch(value) && !value.Contains("-0000000000000000-", StringComparison.Ordinal),
        ["tracestate"] = value => value.StartsWith("dd=", StringComparison.Ordinal) && value.Split(',').Length <= MaxMembers,
        ["x-b3-traceid"] = value => Hex32().IsMatch(value),
        ["x-b3-spanid"] = value => Hex16().IsMatch(value),
        ["x-b3-sampled"] = value => value is "0" or "1",
        ["b3"] = value => B3().IsMatch(value),
        ["x-amzn-trace-id"] = value => XRay().IsMatch(value),
        ["baggage"] = value => value.Length <= MaxBaggageBytes && value.Split(',') is { Length: <= MaxBaggageItems } members && members.All(Member().IsMatch),
    };

    /// <summary>Null when every header is sound and each is there once.</summary>
    internal static string? WhatIsWrong(IReadOnlyList<Header> headers)
    {
        HashSet<string> names = [];
        foreach (var header in headers)
        {
            if (!names.Add(header.Name))
            {
                return $"{header.Name} is sent twice";
            }

            if (!Rules.TryGetValue(header.Name, out var isSound) || !isSound(header.Text))
            {
                return $"an unsound header is sent: {header}";
            }
        }

        return null;
    }

    [GeneratedRegex(@"\A(,?_dd\.p\.[^\x00-\x20\x7F-\uFFFF,=]+=[^\x00-\x1F\x7F-\uFFFF,]+)+\z")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\A00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-0[01]\z")]
    private static partial Regex TraceParent();

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex Hex32();

    [GeneratedRegex(@"\A[0-9a-f]{16}\z")]
    private static partial Regex Hex16();

    [GeneratedRegex(@"\A[0-9a-f]{32}-[0-9a-f]{16}-[01]\z")]
    private static partial Regex B3();

    [GeneratedRegex(@"\ARoot=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=[01]\z")]
    private static partial Regex XRay();

    [GeneratedRegex("""\A[!#$%&'*+.^_`|~0-9A-Za-z-]+=[^\x00-\x20\x7F-\uFFFF",;\\]+\z""")]
    private static partial Regex Member();
}
