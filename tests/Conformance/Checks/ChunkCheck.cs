using System.Globalization;
using System.Text.Json;
using Waybill.Conformance.Tests.Matching;
using Waybill.Core.Tests.Support;

namespace Waybill.Conformance.Tests.Checks;

/// <summary><c>expect_chunk</c>: the chunks of spans that were sent. The last one has the local root, those before it are partial.</summary>
internal static class ChunkCheck
{
    public static void Check(Matcher matcher, string path, JsonElement expected, IReadOnlyList<IReadOnlyList<ReceivedSpan>> chunks)
    {
        if (chunks.Count == 0)
        {
            matcher.Differ(path, "a chunk", null);
            return;
        }

        foreach (var (field, value) in expected.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            var at = $"{path}.{field}";
            switch (field)
            {
                case "partial_chunks":
                    matcher.Check($"{at}.count", JsonSerializer.SerializeToElement(value.GetArrayLength()), Text(chunks.Count - 1));
                    foreach (var (index, chunk) in value.EnumerateArray().Take(chunks.Count - 1).Index())
                    {
                        CheckOne(matcher, $"{at}[{Text(index)}]", chunk, chunks[index]);
                    }

                    break;
                case "final_chunk":
                    CheckOne(matcher, at, value, chunks[^1]);
                    break;
                default:
                    CheckField(matcher, path, field, value, chunks[^1]);
                    break;
            }
        }
    }

    private static void CheckOne(Matcher matcher, string path, JsonElement expected, IReadOnlyList<ReceivedSpan> chunk)
    {
        foreach (var property in expected.EnumerateObject())
        {
            CheckField(matcher, path, property.Name, property.Value, chunk);
        }
    }

    private static void CheckField(Matcher matcher, string path, string field, JsonElement value, IReadOnlyList<ReceivedSpan> chunk)
    {
        var at = $"{path}.{field}";
        switch (field)
        {
            case "spans":
                matcher.Check(at, value, Text(chunk.Count));
                break;
            case "first_span_meta":
                SpanCheck.CheckMeta(matcher, at, value, chunk[0]);
                break;
            case "first_span_metrics":
                SpanCheck.CheckMetrics(matcher, at, value, chunk[0]);
                break;
            case "local_root_metrics":
                SpanCheck.CheckMetrics(matcher, at, value, chunk.First(span => span.ParentId is null or 0));
                break;
            case "later_spans_absent_meta":
                foreach (var name in value.EnumerateArray().Select(name => name.GetString()!))
                {
                    foreach (var span in chunk.Skip(1).Where(span => span.Meta.ContainsKey(name)))
                    {
                        matcher.Differ($"{at}.{name}", "nothing", span.Meta[name]);
                    }
                }

                break;
            default:
                throw new FormatException($"'{field}' is nothing that is known of a chunk.");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
