namespace Waybill.Core;

/// <summary>Spans around a piece of code: the span is active while the code runs, an exception that leaves it is recorded, and the span is ended.</summary>
/// <example><code>var order = await Tracer.Instance.Trace("order.load", async span => await LoadAsync(id));</code></example>
public static class TracerExtensions
{
    /// <summary>Runs the code in a span.</summary>
    /// <param name="tracer">The tracer.</param>
    /// <param name="operationName">The kind of operation.</param>
    /// <param name="code">The code. What it throws is recorded and thrown on.</param>
    /// <param name="settings">The parent and the like; a child of the active span by default.</param>
    /// <exception cref="ArgumentNullException">The tracer or the code is null.</exception>
    /// <exception cref="ArgumentException">The operation has no name.</exception>
    public static void Trace(this Tracer tracer, string operationName, Action<ISpan> code, SpanCreationSettings settings = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        tracer.Trace(
            operationName,
            span =>
            {
                code(span);
                return true;
            },
            settings);
    }

    /// <summary>Runs the code in a span.</summary>
    /// <inheritdoc cref="Trace(Tracer, string, Action{ISpan}, SpanCreationSettings)"/>
    /// <returns>What the code returns.</returns>
    public static T Trace<T>(this Tracer tracer, string operationName, Func<ISpan, T> code, SpanCreationSettings settings = default)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        ArgumentNullException.ThrowIfNull(code);
        using var scope = tracer.StartActive(operationName, settings);
        try
        {
            return code(scope.Span);
        }
        catch (Exception exception)
        {
            scope.Span.SetException(exception);
            throw;
        }
    }

    /// <summary>Runs the code in a span, which ends when the task does.</summary>
    /// <inheritdoc cref="Trace(Tracer, string, Action{ISpan}, SpanCreationSettings)"/>
    /// <returns>The code's end.</returns>
    public static Task Trace(this Tracer tracer, string operationName, Func<ISpan, Task> code, SpanCreationSettings settings = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        return tracer.Trace(
            operationName,
            async span =>
            {
                await code(span).ConfigureAwait(false);
                return true;
            },
            settings);
    }

    /// <summary>Runs the code in a span, which ends when the task does.</summary>
    /// <inheritdoc cref="Trace(Tracer, string, Action{ISpan}, SpanCreationSettings)"/>
    /// <returns>What the code returns.</returns>
    public static Task<T> Trace<T>(this Tracer tracer, string operationName, Func<ISpan, Task<T>> code, SpanCreationSettings settings = default)
    {
        ArgumentNullException.ThrowIfNull(tracer);
        ArgumentNullException.ThrowIfNull(code);
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        return RunAsync();

        async Task<T> RunAsync()
        {
            using var scope = tracer.StartActive(operationName, settings);
            try
            {
                return await code(scope.Span).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                scope.Span.SetException(exception);
                throw;
            }
        }
    }
}
