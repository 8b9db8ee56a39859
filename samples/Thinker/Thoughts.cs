using System.Text.Json;
using System.Text.Json.Serialization;
using Waybill.Core;

namespace Thinker;

/// <summary>What the microservice knows.</summary>
internal static class Thoughts
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Thought> Known = new()
    {
        ["technology"] = new("Any sufficiently advanced technology is indistinguishable from magic.", "Arthur C. Clarke"),
        ["music"] = new("Without music, life would be a mistake.", "Friedrich Nietzsche"),
        ["travel"] = new("The world is a book, and those who do not travel read only a page.", "Augustine of Hippo"),
    };

    public static Dictionary<string, Thought> Of(IEnumerable<string> subjects) => subjects.Distinct().ToDictionary(subject => subject, Think);

    /// <summary>A span of our own for each subject.</summary>
    private static Thought Think(string subject)
    {
        using var scope = Tracer.Instance.StartActive("think");
        scope.Span.SetTag("subject", subject);
        if (Known.TryGetValue(subject, out var thought))
        {
            return thought;
        }

        scope.Span.Error = true;
        scope.Span.SetTag("error.message", Thought.Unknown.Reason);
        return Thought.Unknown;
    }
}

/// <summary>A thought, or the reason why there is none.</summary>
internal sealed record Thought(string? Quote, string? Author, bool Error = false, string? Reason = null)
{
    public static readonly Thought Unknown = new(null, null, Error: true, Reason: "Subject unknown");
}
