using Waybill.Core.Export.Mapping;

namespace Waybill.Core.Export.Encoders;

/// <summary>A tag whose value is not that of the span before.</summary>
internal struct VaryingTag
{
    /// <summary>Where its name begins in <see cref="KnownTags.Encoded"/>.</summary>
    internal int Start;

    /// <summary>Where its name ends.</summary>
    internal int End;

    internal TagForm Form;

    internal object? Value;
}
