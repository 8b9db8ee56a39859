namespace Waybill.Core.Export.Encoders;

/// <summary>The lengths, in UTF-16 characters, that the agent keeps of a text. What is beyond is cut here, so that it need not be sent.</summary>
internal static class TextLimits
{
    /// <summary>Operation, service and type.</summary>
    internal const int Name = 100;

    internal const int Resource = 5000;

    /// <summary>The name of a tag or metric.</summary>
    internal const int Key = 200;

    /// <summary>The value of a tag; of one that is longer, as many characters less three are kept, and three dots say so.</summary>
    internal const int Value = 5000;

    /// <summary>The beginning of a text, at most so long; no surrogate pair is cut in two.</summary>
    internal static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
