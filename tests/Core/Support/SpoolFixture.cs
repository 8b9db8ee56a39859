using Waybill.Core.Configuration;
using Waybill.Core.Export;
using Waybill.Core.Export.Payloads;
using Waybill.Core.Export.Spool;

namespace Waybill.Core.Tests.Support;

/// <summary>A folder of its own, and spools in it as different processes would have them.</summary>
internal sealed class SpoolFixture : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("waybill");
    private readonly List<DiskSpool> spools = [];

    public SpoolFixture() => Folder = Path.Combine(parent.FullName, "spool");

    public string Folder { get; }

    public List<string> Log { get; } = [];

    public PayloadPool Pool { get; } = new(1 << 24);

    public ExportSettings Settings { get; } = new(new EnvironmentReader(_ => null, _ => { }));

    /// <summary>The payloads in the folder, oldest first.</summary>
    public string[] Files => [.. With(SpoolName.Ending).Order()];

    public string[] With(string ending) =>
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder).Where(path => path.EndsWith(ending, StringComparison.Ordinal))] : [];

    public (DiskSpool Spool, SpanLedger Ledger) Open()
    {
        SpanLedger ledger = new();
        DiskSpool spool = new(Folder, Settings, ledger, Log.Add);
        spools.Add(spool);
        return (spool, ledger);
    }

    /// <summary>Stores a payload whose chunks have so many spans each.</summary>
    public DropReason? Store(DiskSpool spool, SpanLedger ledger, byte[] chunk, params int[] spans)
    {
        var payload = Samples.Payload(Pool, chunk, spans);
        ledger.Buffer(payload.Spans);
        return spool.TryStore(payload);
    }

    public void Dispose()
    {
        spools.ForEach(spool => spool.Dispose());
        parent.Delete(recursive: true);
    }
}
