using System.Text;
using System.Text.Json;
using Waybill.LocalAgent.Api;
using Waybill.LocalAgent.Storage;

namespace Waybill.LocalAgent.Insight;

/// <summary>
/// Which traces are wanted. A trace matches if each word is found in it: in its id, or in any name, tag or text of one of its spans;
/// <c>tag:value</c> looks for the tag with a value that begins so.
/// </summary>
internal sealed class TraceQuery
{
    /// <summary>The longest text that may be searched for, in characters.</summary>
    public const int MaxText = 500;

    private readonly (string Word, byte[][] Needles)[] words;

    public TraceQuery(string text)
    {
        words = [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => (word, Needles(word)))];
    }

    /// <summary>Only traces with a span of this service; empty for all.</summary>
    public string Service { get; init; } = "";

    /// <summary>Only traces with a span of this resource, of the service above; empty for all.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Only traces that crossed this kind of broker; empty for all.</summary>
    public string Broker { get; init; } = "";

    /// <summary>Only traces with a message to or from this topic or queue; empty for all.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Only traces with a span that failed.</summary>
    public bool IsFailed { get; init; }

    /// <summary>Only traces that took as long, in nanoseconds.</summary>
    public double MinDuration { get; init; }

    public bool Matches(TraceSnapshot trace)
    {
        ArraySegment<StoredSpan> spans = trace.Spans;
        return (!IsFailed || Any(spans, span => span.IsFailed))
            && (Service.Length == 0 || Any(spans, span => span.Service == Service && (Resource.Length == 0 || span.Resource == Resource)))
            && (Broker.Length == 0 || Any(spans, span => span.Message?.System == Broker))
            && (Destination.Length == 0 || Any(spans, span => span.Message?.Destination == Destination))
            && (MinDuration <= 0 || TraceSummarizer.Of(trace).Duration >= MinDuration)
            && Array.TrueForAll(words, word => Has(trace, word.Word, word.Needles));
    }

    private static bool Has(TraceSnapshot trace, string word, byte[][] needles) =>
        trace.TraceId.Contains(word, StringComparison.OrdinalIgnoreCase)
        || Any(trace.Spans, span => Array.Exists(needles, needle => AsciiSearch.Contains(span.Json, needle)));

    private static bool Any(ArraySegment<StoredSpan> spans, Predicate<StoredSpan> wanted)
    {
        foreach (StoredSpan span in spans)
        {
            if (wanted(span))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The word as it stands in JSON, and as tag and value.</summary>
    private static byte[][] Needles(string word)
    {
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        string plain = Json(word);
        return colon > 0 && colon < word.Length - 1
            ? [Encoding.UTF8.GetBytes(plain), Encoding.UTF8.GetBytes($"\"{Json(word[..colon])}\":\"{Json(word[(colon + 1)..])}")]
            : [Encoding.UTF8.GetBytes(plain)];
    }

    private static string Json(string text) => JsonEncodedText.Encode(text, AgentJson.Text).ToString();
}
