using System.Diagnostics;
using Waybill.Core.Export.Mapping;

namespace Waybill.Core.Export.Encoders;

/// <summary>
/// Shapes of spans: for each of 64 groups of names the last two, because a tag that only some spans have makes two shapes of one kind. So the memory is
/// bounded, and a span costs no more than two comparisons to find its own.
/// </summary>
internal sealed class SpanShapes(string defaultService)
{
    private readonly SpanNames names = new();
    private readonly (SpanShape? Last, SpanShape? Other)[] groups = new (SpanShape?, SpanShape?)[64];

    /// <summary>The shape of this span, until the next is asked for.</summary>
    internal SpanShape Of(Activity span)
    {
        ref var group = ref groups[ActivityTags.GroupOf(span.DisplayName)];
        if (group.Last is not { } shape || !shape.TryFollow(span))
        {
            shape = group.Other ?? new SpanShape(defaultService, names);
            group = (shape, group.Last);
            if (!shape.TryFollow(span))
            {
                shape.Learn(span);
            }
        }

        if (!shape.IsSmall)
        {
            group.Last = null;
        }

        return shape;
    }
}
