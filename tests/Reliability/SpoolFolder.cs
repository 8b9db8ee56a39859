using Waybill.Core.Export.Spool;

namespace Waybill.Reliability.Tests;

/// <summary>A spool's folder, as one sees it who has only the names of its files.</summary>
internal sealed class SpoolFolder : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("waybill");

    public string Path => System.IO.Path.Combine(parent.FullName, "spool");

    public int Files => Names.Count;

    public long Spans => Names.Sum(name => (long)name.Spans);

    /// <summary>Files that are there for another reason than to wait: half-written or set aside.</summary>
    public int Leftovers => All.Count(path => path.EndsWith(SpoolName.CorruptEnding, StringComparison.Ordinal) || path.EndsWith(SpoolName.TemporaryEnding, StringComparison.Ordinal));

    private string[] All => Directory.Exists(Path) ? Directory.GetFiles(Path) : [];

    private List<SpoolName> Names => [.. All.Select(path => SpoolName.TryParse(System.IO.Path.GetFileName(path), out var name) ? name : default).Where(name => name.Owner is not null)];

    public void Dispose() => parent.Delete(recursive: true);
}
