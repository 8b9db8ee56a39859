namespace Waybill.Core.Export.Spool;

// What processes that are gone have left behind.
internal sealed partial class DiskSpool
{
    /// <summary>Takes over the files of processes that are gone, and clears up after them.</summary>
    internal void Adopt()
    {
        lock (gate)
        {
            try
            {
                if (!Directory.Exists(folder))
                {
                    return;
                }

                foreach (var gone in SpoolFolder.OwnersGone(folder, owner?.Id))
                {
                    Adopt(gone);
                }

                SpoolFolder.DeleteCorrupt(folder, DateTime.UtcNow - settings.MaxSpoolAge);
            }
            catch (Exception exception) when (IsOfDisk(exception))
            {
                Tell($"{folder} cannot be read: {exception.Message}");
            }
        }
    }

    private void Adopt(string gone)
    {
        foreach (var name in SpoolFolder.FilesOf(folder, gone))
        {
            owner ??= Enter();
            var mine = name with { Owner = owner.Id };
            try
            {
                File.Move(PathOf(name.ToString()), PathOf(mine.ToString()), overwrite: true);
            }
            catch (FileNotFoundException)
            {
                continue; // another process was quicker
            }

            files.Add(mine.ToString(), mine);
            ledger.Recover(mine.Spans);
        }
    }
}
