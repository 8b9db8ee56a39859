using System.Text.Encodings.Web;
using System.Text.Json;

namespace Waybill.Benchmarks.Report;

/// <summary>The results' files, one for each part: <c>NAME.json</c>, the newest run of it.</summary>
internal sealed class ResultsFolder(string path)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // to be read by people; no page of the web shows it
    };

    internal string FileOf(string part) => Path.Combine(path, part + ".json");

    internal void Write(PartResult result)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(FileOf(result.Part), JsonSerializer.Serialize(result, Format) + "\n");
    }

    /// <exception cref="InvalidDataException">A file holds something else.</exception>
    internal Results Read() => new([.. Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal).Select(Read)
        : []]);

    private static PartResult Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<PartResult>(File.ReadAllText(file))
                ?? throw new InvalidDataException($"{file} is empty; run that part again.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{file} is no results' file; run that part again.", exception);
        }
    }
}
