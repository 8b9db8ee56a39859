namespace Waybill.Core;

/// <summary>The time in which a span is the active one on its flow.</summary>
public interface IScope : IDisposable
{
    /// <summary>The span.</summary>
    ISpan Span { get; }

    /// <summary>Ends the scope; and the span, unless it was started with <see cref="SpanCreationSettings.FinishOnClose"/> false. The same as Dispose.</summary>
    void Close();
}
