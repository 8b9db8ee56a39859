using System.Runtime.CompilerServices;

namespace Waybill.Core.Export.Mapping;

/// <summary>
/// What Datadog calls a span. Used again for each: a resource of several parts is joined where it is written, so that <c>$"Produce Topic {topic}"</c> makes no
/// string. An object and not a value, because copies of something this large cost more than all else that is done with it.
/// </summary>
internal sealed class SpanNames
{
    private string? first;
    private string? second;
    private string? third;
    private string? last;
    private int lastStart;
    private int lastLength;

    /// <summary>The kind of work, such as <c>kafka.produce</c>.</summary>
    internal string Operation { get; set; } = "";

    /// <summary>The kind of system; null is none in particular.</summary>
    internal string? Type { get; set; }

    /// <summary>The broker's system where the span is one of messages, of which Datadog counts each; else null.</summary>
    internal string? MessagingSystem { get; set; }

    /// <summary>What it was done to, whole: a new string if it has several parts.</summary>
    internal string Resource => IsOnePart ? First.ToString() : string.Concat(First, Second, Third, Last);

    internal int ResourceLength => (first?.Length ?? 0) + (second?.Length ?? 0) + (third?.Length ?? 0) + lastLength;

    internal bool IsOnePart => second is null;

    internal ReadOnlySpan<char> First => first;

    internal ReadOnlySpan<char> Second => second;

    internal ReadOnlySpan<char> Third => third;

    internal ReadOnlySpan<char> Last => last.AsSpan(lastStart, lastLength);

    /// <param name="operation">The kind of work.</param>
    /// <param name="resource">What it was done to.</param>
    /// <param name="type">The kind of system.</param>
    internal SpanNames Are(string operation, string resource, string? type)
    {
        Clear();
        first = resource;
        Operation = operation;
        Type = type;
        return this;
    }

    /// <param name="operation">The kind of work.</param>
    /// <param name="resource">What it was done to; the parts are in these names already.</param>
    /// <param name="type">The kind of system.</param>
    internal SpanNames Are(string operation, [InterpolatedStringHandlerArgument("")] ResourceParts resource, string? type)
    {
        _ = resource;
        Operation = operation;
        Type = type;
        return this;
    }

    internal void SetResource(string resource)
    {
        Clear();
        first = resource;
    }

    private void Clear()
    {
        first = second = third = last = null;
        lastStart = lastLength = 0;
    }

    private void Append(string text, int start, int length)
    {
        var isWhole = last is null && start == 0 && length == text.Length;
        if (isWhole && first is null)
        {
            first = text;
        }
        else if (isWhole && second is null)
        {
            second = text;
        }
        else if (isWhole && third is null)
        {
            third = text;
        }
        else if (last is null)
        {
            second ??= "";
            (last, lastStart, lastLength) = (text, start, length);
        }
        else
        {
            last = string.Concat(Last, text.AsSpan(start, length));
            (lastStart, lastLength) = (0, last.Length);
        }
    }

    /// <summary>Takes the parts of an interpolated text into the names.</summary>
    [InterpolatedStringHandler]
    internal readonly struct ResourceParts
    {
        private readonly SpanNames names;

        /// <param name="literalLength">Not used; the compiler gives it.</param>
        /// <param name="formattedCount">Not used; the compiler gives it.</param>
        /// <param name="names">The names that get the parts.</param>
#pragma warning disable IDE0060 // The compiler wants a constructor of this form.
        public ResourceParts(int literalLength, int formattedCount, SpanNames names)
#pragma warning restore IDE0060
        {
            this.names = names;
            names.Clear();
        }

        public void AppendLiteral(string text) => names.Append(text, 0, text.Length);

        public void AppendFormatted(string? text) => names.Append(text ?? "", 0, text?.Length ?? 0);

        public void AppendFormatted(Slice part) => names.Append(part.Text, part.Start, part.Length);
    }

    /// <summary>A part of a text.</summary>
    /// <param name="Text">The text.</param>
    /// <param name="Start">Where the part begins.</param>
    /// <param name="Length">How long it is.</param>
    internal readonly record struct Slice(string Text, int Start, int Length);
}
