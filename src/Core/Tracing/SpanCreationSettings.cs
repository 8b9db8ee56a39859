namespace Waybill.Core;

/// <summary>How <see cref="Tracer.StartActive(string, SpanCreationSettings)"/> starts a span.</summary>
public struct SpanCreationSettings : IEquatable<SpanCreationSettings>
{
    /// <summary>When the span began; null (the default) is now.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>The parent; null (the default) is the active span, <see cref="SpanContext.None"/> starts a new trace.</summary>
    public ISpanContext? Parent { get; set; }

    /// <summary>Whether closing the scope ends the span; null (the default) means true.</summary>
    public bool? FinishOnClose { get; set; }

    /// <inheritdoc/>
    public readonly bool Equals(SpanCreationSettings other) =>
        StartTime == other.StartTime && Equals(Parent, other.Parent) && FinishOnClose == other.FinishOnClose;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is SpanCreationSettings other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(StartTime, Parent, FinishOnClose);

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(SpanCreationSettings left, SpanCreationSettings right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(SpanCreationSettings left, SpanCreationSettings right) => !left.Equals(right);
}
