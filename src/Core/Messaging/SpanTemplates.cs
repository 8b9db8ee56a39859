using System.Collections.Concurrent;

namespace Waybill.Core.Messaging;

/// <summary>The templates of one operation by destination. Bounded: beyond that they are made anew for each span.</summary>
internal sealed class SpanTemplates<TDestination>(Func<TDestination, SpanTemplate> create)
    where TDestination : notnull, IEquatable<TDestination>
{
    internal const int MaxDestinations = 1000;

    private readonly ConcurrentDictionary<TDestination, SpanTemplate> templates = new();

    internal SpanTemplate Of(TDestination destination) =>
        templates.TryGetValue(destination, out var template) ? template
        : templates.Count < MaxDestinations ? templates.GetOrAdd(destination, create)
        : create(destination);
}
