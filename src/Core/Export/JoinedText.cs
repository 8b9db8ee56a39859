using System.Runtime.CompilerServices;

namespace Waybill.Core.Export;

/// <summary>Text in up to four parts that are joined where it is written, so that <c>$"Produce Topic {topic}"</c> makes no string. The last part may be a slice.</summary>
[InterpolatedStringHandler]
internal struct JoinedText
{
    private string? first;
    private string? second;
    private string? third;
    private string? last;
    private int lastStart;
    private int lastLength;

    /// <param name="literalLength">Not used; the compiler gives it.</param>
    /// <param name="formattedCount">Not used; the compiler gives it.</param>
#pragma warning disable IDE0060 // The compiler wants a constructor of this form.
    public JoinedText(int literalLength, int formattedCount)
#pragma warning restore IDE0060
    {
    }

    internal readonly int Length => (first?.Length ?? 0) + (second?.Length ?? 0) + (third?.Length ?? 0) + lastLength;

    internal readonly ReadOnlySpan<char> First => first;

    internal readonly ReadOnlySpan<char> Second => second;

    internal readonly ReadOnlySpan<char> Third => third;

    internal readonly ReadOnlySpan<char> Last => last.AsSpan(lastStart, lastLength);

    internal readonly bool IsOnePart => second is null;

    public static implicit operator JoinedText(string text) => new() { first = text };

    public void AppendLiteral(string text) => AppendFormatted(text);

    public void AppendFormatted(string? text)
    {
        if (first is null)
        {
            first = text ?? "";
        }
        else if (second is null)
        {
            second = text ?? "";
        }
        else if (third is null)
        {
            third = text ?? "";
        }
        else
        {
            AppendFormatted(new Slice(text ?? "", 0, text?.Length ?? 0));
        }
    }

    public void AppendFormatted(Slice text)
    {
        second ??= "";
        if (last is null)
        {
            (last, lastStart, lastLength) = (text.Text, text.Start, text.Length);
        }
        else
        {
            last = string.Concat(Last, text.Text.AsSpan(text.Start, text.Length));
            (lastStart, lastLength) = (0, last.Length);
        }
    }

    /// <inheritdoc/>
    public override readonly string ToString() => IsOnePart ? first ?? "" : string.Concat(First, Second, Third, Last);

    /// <summary>A part of a text.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Start">Where the part begins.</param>
    /// <param name="Length">How long it is.</param>
    internal readonly record struct Slice(string Text, int Start, int Length);
}
