using System.Text.Json;

namespace Waybill.Conformance.Tests.Schema;

/// <summary>Reads a file of vectors: a JSON list of cases.</summary>
internal static class VectorFile
{
    /// <exception cref="FormatException">The file is no list of cases; the message says what is wrong.</exception>
    public static IReadOnlyList<Vector> Load(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var vectors = JsonDocument.Parse(stream).RootElement.EnumerateArray().Select(json => new Vector(json)).ToArray();
            return vectors.GroupBy(vector => vector.Id).FirstOrDefault(group => group.Count() > 1) is { } twice
                ? throw new FormatException($"The id '{twice.Key}' is there twice.")
                : vectors;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException($"It is no JSON list of cases: {exception.Message}", exception);
        }
    }

    /// <summary>A file beside this program.</summary>
    public static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
