using System.Diagnostics;

namespace Waybill.Core.Tracing;

/// <summary>Copies items of baggage that came in to tags of the span that continues the trace.</summary>
internal static class BaggageTags
{
    private const string Prefix = "baggage.";

    /// <param name="baggage">What came in.</param>
    /// <param name="keys">The names; a single <c>*</c> is all.</param>
    /// <param name="span">The span.</param>
    internal static void Copy(Baggage baggage, IReadOnlyList<string> keys, Activity span)
    {
        if (baggage.Count == 0 || keys.Count == 0)
        {
            return;
        }

        var all = keys is ["*"];
        foreach (var (name, value) in baggage.GetBaggage())
        {
            if (all || keys.Contains(name))
            {
                span.SetTag(Prefix + name, value);
            }
        }
    }
}
