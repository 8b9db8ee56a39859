using System.Runtime.CompilerServices;

namespace Waybill.Core.Export;

/// <summary>Text in up to four parts that are joined where it is written, so that <c>$"Produce Topic {topic}"</c> makes no string.</summary>
[InterpolatedStringHandler]
internal struct JoinedText
{
    private ReadOnlyMemory<char> first;
    private ReadOnlyMemory<char> second;
    private ReadOnlyMemory<char> third;
    private ReadOnlyMemory<char> fourth;
    private int parts;

    /// <param name="literalLength">Not used; the compiler gives it.</param>
    /// <param name="formattedCount">Not used; the compiler gives it.</param>
#pragma warning disable IDE0060 // The compiler wants a constructor of this form.
    public JoinedText(int literalLength, int formattedCount)
#pragma warning restore IDE0060
    {
    }

    internal readonly int Length => first.Length + second.Length + third.Length + fourth.Length;

    internal readonly ReadOnlySpan<char> First => first.Span;

    internal readonly ReadOnlySpan<char> Second => second.Span;

    internal readonly ReadOnlySpan<char> Third => third.Span;

    internal readonly ReadOnlySpan<char> Fourth => fourth.Span;

    internal readonly bool IsOnePart => parts <= 1;

    public static implicit operator JoinedText(string text) => new() { first = text.AsMemory(), parts = 1 };

    public void AppendLiteral(string text) => AppendFormatted(text.AsMemory());

    public void AppendFormatted(string? text) => AppendFormatted(text.AsMemory());

    public void AppendFormatted(ReadOnlyMemory<char> text)
    {
        switch (parts++)
        {
            case 0:
                first = text;
                break;
            case 1:
                second = text;
                break;
            case 2:
                third = text;
                break;
            case 3:
                fourth = text;
                break;
            default:
                fourth = string.Concat(fourth.Span, text.Span).AsMemory();
                break;
        }
    }

    /// <inheritdoc/>
    public override readonly string ToString() => IsOnePart ? first.ToString() : string.Concat(First, Second, Third, Fourth);
}
