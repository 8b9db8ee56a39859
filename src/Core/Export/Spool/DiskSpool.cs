namespace Waybill.Core.Export.Spool;

/// <summary>
/// A folder of payloads that memory could not keep. Each file has one owner that answers for its spans; files of processes that are gone are taken over,
/// by renaming, which only one can do. No failure of the disk is thrown: it is counted and told.
/// </summary>
internal sealed partial class DiskSpool : IDisposable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, SpoolName> files = new(StringComparer.Ordinal);
    private readonly string folder;
    private readonly ExportSettings settings;
    private readonly SpanLedger ledger;
    private readonly Action<string> tell;
    private SpoolOwner? owner;
    private string? claimed;
    private int number;
    private bool isFailing;

    internal DiskSpool(string folder, ExportSettings settings, SpanLedger ledger, Action<string> tell)
    {
        this.folder = Path.GetFullPath(folder);
        this.settings = settings;
        this.ledger = ledger;
        this.tell = tell;
    }

    internal string Folder => folder;

    /// <summary>The name of the oldest file that this process answers for.</summary>
    internal string? Oldest
    {
        get
        {
            lock (gate)
            {
                return files.Keys.FirstOrDefault();
            }
        }
    }

    internal string? Newest
    {
        get
        {
            lock (gate)
            {
                return files.Keys.LastOrDefault();
            }
        }
    }

    /// <summary>Bytes of all files in the folder, whoever answers for them.</summary>
    internal long Bytes
    {
        get
        {
            try
            {
                return Directory.Exists(folder) ? SpoolFolder.Bytes(folder) : 0;
            }
            catch (Exception exception) when (IsOfDisk(exception))
            {
                return 0;
            }
        }
    }

    /// <summary>Opens and checks the oldest file. Those that are damaged, too old or gone are counted and passed over.</summary>
    /// <returns>Null when there is none, or the folder is out of reach for now.</returns>
    internal SpooledPayload? TryClaim()
    {
        lock (gate)
        {
            while (files.FirstOrDefault() is { Key: { } path, Value: var name })
            {
                if (DateTime.UtcNow - name.Written > settings.MaxSpoolAge)
                {
                    Delete(path, DropReason.SpoolExpired);
                }
                else if (Directory.Exists(folder))
                {
                    if (TryOpen(path, name) is { } payload)
                    {
                        claimed = path;
                        return payload;
                    }
                }
                else
                {
                    Tell($"{folder} cannot be read; its spans wait.");
                    return null;
                }
            }

            return null;
        }
    }

    /// <summary>Gives a claimed file back, with what is still to be sent of it.</summary>
    internal void Release(SpooledPayload payload)
    {
        lock (gate)
        {
            var path = claimed!;
            claimed = null;
            payload.Dispose();
            var name = payload.Name with { Answered = payload.Answered, Spans = payload.Spans };
            if (name != payload.Name)
            {
                Rename(path, name);
            }
        }
    }

    /// <summary>Ends a claimed file: all its spans are accounted for.</summary>
    internal void Remove(SpooledPayload payload)
    {
        lock (gate)
        {
            payload.Dispose();
            files.Remove(claimed!);
            SpoolFile.TryDelete(PathOf(claimed!));
            claimed = null;
        }
    }

    /// <summary>Ends a claimed file that the disk does not give back.</summary>
    internal void SetAside(SpooledPayload payload)
    {
        lock (gate)
        {
            payload.Dispose();
            SetAside(claimed!, payload.Spans);
            claimed = null;
        }
    }

    /// <summary>Leaves the folder. Its files stay, for the next process.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            owner?.Dispose();
            owner = null;
        }
    }

    private static bool IsOfDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private SpooledPayload? TryOpen(string path, SpoolName name)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(PathOf(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (SpoolFile.Read(stream) is { } chunks && name.Answered <= chunks.Length)
            {
                SpooledPayload payload = new(name, stream, chunks) { Answered = name.Answered };
                if (payload.Spans == name.Spans)
                {
                    return payload;
                }
            }
        }
        catch (FileNotFoundException)
        {
            files.Remove(path);
            ledger.Drop(name.Spans, DropReason.SpoolFailed, fromSpool: true);
            tell($"{PathOf(path)} is gone, with {name.Spans} spans.");
            return null;
        }
#pragma warning disable CA1031 // Whatever a file does to its reader, it is not read again: it would keep the files behind it from being sent.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            tell($"{PathOf(path)} cannot be read: {exception.Message}");
        }

        stream?.Dispose();
        SetAside(path, name.Spans);
        return null;
    }

    private void SetAside(string path, int spans)
    {
        files.Remove(path);
        ledger.Drop(spans, DropReason.SpoolCorrupt, fromSpool: true);
        tell($"{PathOf(path)} is damaged: {spans} spans are lost. It is set aside as {path + SpoolName.CorruptEnding}.");
        try
        {
            File.Move(PathOf(path), PathOf(path + SpoolName.CorruptEnding), overwrite: true);
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            SpoolFile.TryDelete(PathOf(path));
        }
    }

    private void Rename(string path, SpoolName name)
    {
        files.Remove(path);
        files.Add(name.ToString(), name);
        try
        {
            File.Move(PathOf(path), PathOf(name.ToString()), overwrite: true);
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            files.Remove(name.ToString());
            files.Add(path, name); // sent in part once more, rather than lost
        }
    }

    private void Delete(string path, DropReason reason)
    {
        files.Remove(path, out var name);
        ledger.Drop(name.Spans, reason, fromSpool: true);
        SpoolFile.TryDelete(PathOf(path));
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Once for each change, not for each attempt.</summary>
    private void Tell(string message)
    {
        if (!isFailing)
        {
            isFailing = true;
            tell(message);
        }
    }
}
