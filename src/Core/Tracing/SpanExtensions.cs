using System.Globalization;
using System.Text;
using Waybill.Core.Tracing;

namespace Waybill.Core;

/// <summary>What can be done with a span beside what <see cref="ISpan"/> has.</summary>
public static class SpanExtensions
{
    private const string UserTag = "_dd.p.usr.id";

    /// <summary>Sets a tag that is a number (Datadog's "metric"), for which there are sums and ranges. After the span's end it does nothing.</summary>
    /// <param name="span">The span.</param>
    /// <param name="key">The tag's name.</param>
    /// <param name="value">The number; null removes it.</param>
    /// <returns>The span.</returns>
    /// <exception cref="ArgumentNullException">The span or the key is null.</exception>
    public static ISpan SetTag(this ISpan span, string key, double? value)
    {
        ArgumentNullException.ThrowIfNull(span);
        ArgumentNullException.ThrowIfNull(key);
        if (span is not Span ours)
        {
            return span.SetTag(key, value?.ToString(CultureInfo.InvariantCulture)); // a span of a test's own making
        }

        ours.SetMetric(key, value);
        return span;
    }

    /// <summary>
    /// Keeps or drops the whole trace, whatever rules and rates say and whatever was decided before. What was already sent to other services
    /// went out with the earlier decision, so decide early.
    /// </summary>
    /// <param name="span">A span of the trace.</param>
    /// <param name="samplingPriority">The decision.</param>
    /// <exception cref="ArgumentNullException">The span is null.</exception>
    public static void SetTraceSamplingPriority(this ISpan span, SamplingPriority samplingPriority)
    {
        ArgumentNullException.ThrowIfNull(span);
        (span as Span)?.Decide(samplingPriority);
    }

    /// <summary>Says on whose behalf the span works: tags <c>usr.id</c>, <c>usr.email</c> and so on of this span.</summary>
    /// <param name="span">A span of the trace.</param>
    /// <param name="user">The user.</param>
    /// <exception cref="ArgumentNullException">The span is null.</exception>
    public static void SetUser(this ISpan span, UserDetails user)
    {
        ArgumentNullException.ThrowIfNull(span);
        foreach (var (key, value) in user.Tags)
        {
            span.SetTag(key, value);
        }

        if (user.PropagateId && span is Span ours)
        {
            OpenTraces.Current?.SetTag(TraceId128.From(ours.Activity.TraceId), UserTag, Convert.ToBase64String(Encoding.UTF8.GetBytes(user.Id)));
        }
    }
}
