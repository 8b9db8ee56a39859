using System.Diagnostics;
using Waybill.Core.Export.Mapping;

namespace Waybill.Core.Export.Encoders;

/// <summary>
/// Shapes of spans, one for each of 64 groups of operations: a program has few kinds of spans, and what one of each looked like is what the next will look
/// like. So the memory is bounded, and no span costs more than a look into a table.
/// </summary>
internal sealed class SpanShapes(string defaultService)
{
    private readonly SpanNames names = new();
    private readonly SpanShape?[] shapes = new SpanShape?[64];

    /// <summary>The shape of this span, until the next is asked for.</summary>
    internal SpanShape Of(Activity span)
    {
        ref var shape = ref shapes[ActivityTags.GroupOf(span.DisplayName)];
        var found = shape ??= new SpanShape(defaultService, names);
        found.Follow(span);
        if (!found.IsSmall)
        {
            shape = null;
        }

        return found;
    }
}
