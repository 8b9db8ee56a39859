using System.Globalization;
using System.Text;

namespace Waybill.Core.Propagation;

/// <summary>
/// The <c>ot</c> member of tracestate: by which threshold (<c>th</c>) and which randomness (<c>rv</c>) a trace was sampled, each up to 14 hexadecimal
/// digits, so that others can decide consistently.
/// </summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling/.</remarks>
internal static class OpenTelemetryMember
{
    /// <summary>Thresholds and randomness are below this.</summary>
    internal const ulong Range = 1UL << 56;

    private const string Key = "ot=";
    private const int Digits = 14;

    internal static bool Is(ReadOnlySpan<byte> member) => member.StartsWith("ot="u8);

    /// <summary>The member of a decision of ours.</summary>
    /// <param name="randomness">Kept is a trace whose randomness is at least the threshold.</param>
    /// <param name="threshold">The share that is dropped, of <see cref="Range"/>.</param>
    internal static string Of(ulong randomness, ulong threshold)
    {
        var th = threshold.ToString("x14", CultureInfo.InvariantCulture).AsSpan().TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{Key}rv:{randomness:x14};th:{(th.IsEmpty ? "0" : th)}");
    }

    /// <summary>The members of others with this one in place of an earlier one: first, as W3C asks of the one that changed.</summary>
    internal static string Put(string member, string? others) => others is null
        ? member
        : string.Join(',', others.Split(',').Where(other => !other.StartsWith(Key, StringComparison.Ordinal)).Take(TraceStateHeader.MaxMembers - 2).Prepend(member));

    /// <summary>A member that came in, without an <c>rv</c> or <c>th</c> that is no such number; null when nothing is left.</summary>
    internal static string? Clean(ReadOnlySpan<byte> member)
    {
        var sound = Encoding.ASCII.GetString(member[Key.Length..]).Split(';').Where(IsSound);
        return string.Join(';', sound) is { Length: > 0 } value ? Key + value : null;
    }

    private static bool IsSound(string item) => item switch
    {
        ['r', 'v', ':', .. var value] => value.Length == Digits && IsHex(value),
        ['t', 'h', ':', .. var value] => value.Length is > 0 and <= Digits && IsHex(value),
        _ => item.Length > 0,
    };

    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigitLower);
}
