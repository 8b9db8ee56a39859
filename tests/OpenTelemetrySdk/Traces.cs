namespace Waybill.OpenTelemetrySdk.Tests;

/// <summary>Compares what two exporters got.</summary>
internal static class Traces
{
    /// <summary>Of two runs: the same trees of the same spans, whatever their ids.</summary>
    public static void AreTheSame(IReadOnlyList<RecordedSpan> expected, IReadOnlyList<RecordedSpan> actual) =>
        Assert.Equal(Describe(expected), Describe(actual));

    /// <summary>Of one run: the very same spans, each once.</summary>
    public static void AreOneAndTheSame(IReadOnlyList<RecordedSpan> one, IReadOnlyList<RecordedSpan> other)
    {
        Assert.Equal(one.Select(span => span.SpanId).Order(), other.Select(span => span.SpanId).Order());
        Assert.Equal(one.Count, one.DistinctBy(span => span.SpanId).Count());
        Assert.All(one.OrderBy(span => span.SpanId).Zip(other.OrderBy(span => span.SpanId)), pair =>
        {
            var (left, right) = pair;
            Assert.Equal((left.TraceId, left.ParentId, left.Kind, left.IsError), (right.TraceId, right.ParentId, right.Kind, right.IsError));
            Assert.Equal(left.Links, right.Links);
            Assert.Equal(left.Attributes, right.Attributes);
        });
    }

    /// <summary>With the same names for topics and queues in every run.</summary>
    public static IReadOnlyList<RecordedSpan> Named(IReadOnlyList<RecordedSpan> spans, params (string OfTheRun, string Name)[] names)
    {
        foreach (var attributes in spans.Select(span => span.Attributes))
        {
            foreach (var key in attributes.Keys.ToList())
            {
                attributes[key] = names.Aggregate(attributes[key], (value, name) => value.Replace(name.OfTheRun, name.Name, StringComparison.Ordinal));
            }
        }

        return spans;
    }

    /// <summary>Each span as the path from its root, in an order of its own.</summary>
    private static IEnumerable<string> Describe(IReadOnlyList<RecordedSpan> spans) => spans.Select(span => Path(spans, span)).Order(StringComparer.Ordinal);

    private static string Path(IReadOnlyList<RecordedSpan> spans, RecordedSpan span)
    {
        var path = span.Shape;
        for (var depth = 0; depth < spans.Count && spans.FirstOrDefault(other => other.SpanId == span.ParentId) is { } parent; depth++)
        {
            Assert.Equal(parent.TraceId, span.TraceId);
            (path, span) = ($"{parent.Shape}\n  {path}", parent);
        }

        return path;
    }
}
