namespace Waybill.Core;

/// <summary>A format of your own: put it into <see cref="PropagationSettings.CustomFormats"/>.</summary>
/// <remarks>What it throws costs its headers, not the message.</remarks>
public interface IPropagationFormat
{
    /// <summary>The format's name, for the link attribute <c>context_headers</c>.</summary>
    string Name { get; }

    /// <summary>Writes a context.</summary>
    /// <param name="context">The context.</param>
    /// <param name="set">Sets a header, in place of every one of that name.</param>
    void Inject(SpanContext context, Action<string, string> set);

    /// <summary>Reads a context.</summary>
    /// <param name="get">The first value of a header; null when there is none.</param>
    /// <returns>The context; null when there is none that is sound.</returns>
    SpanContext? Extract(Func<string, string?> get);
}
